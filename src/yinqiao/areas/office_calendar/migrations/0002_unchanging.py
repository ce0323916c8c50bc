"""A decided year never changes and is never deleted; before its day it may be withdrawn, and that is all."""

from django.db import migrations

_HELD = """
CREATE FUNCTION office_calendar_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NULL THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'withdrawn'
     AND OLD.valid_from > (now() AT TIME ZONE 'Asia/Shanghai')::date
     AND (to_jsonb(NEW) - '{state,withdrawn_name,withdrawn_at,withdrawn_reason}'::text[])
       = (to_jsonb(OLD) - '{state,withdrawn_name,withdrawn_at,withdrawn_reason}'::text[]) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a decided year of the calendar does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER office_calendar_unchanging BEFORE UPDATE OR DELETE ON office_calendar_calendaryear
  FOR EACH ROW EXECUTE FUNCTION office_calendar_unchanging();
"""
_FREE = """
DROP TRIGGER office_calendar_unchanging ON office_calendar_calendaryear;
DROP FUNCTION office_calendar_unchanging();
"""


class Migration(migrations.Migration):
    """The trigger that holds it."""

    dependencies = [("office_calendar", "0001_initial")]
    operations = [migrations.RunSQL(_HELD, _FREE)]
