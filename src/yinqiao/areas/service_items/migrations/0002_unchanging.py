"""A published version never changes and is never deleted; before its day it may be withdrawn, and that is all."""

from django.db import migrations

_HELD = """
CREATE FUNCTION service_items_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state NOT IN ('published', 'withdrawn') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'withdrawn'
     AND OLD.valid_from > (now() AT TIME ZONE 'Asia/Shanghai')::date
     AND (to_jsonb(NEW) - '{state,withdrawn_name,withdrawn_at,withdrawn_reason}'::text[])
       = (to_jsonb(OLD) - '{state,withdrawn_name,withdrawn_at,withdrawn_reason}'::text[]) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version of an item does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER service_items_unchanging BEFORE UPDATE OR DELETE ON service_items_itemdraft
  FOR EACH ROW EXECUTE FUNCTION service_items_unchanging();
"""
_FREE = """
DROP TRIGGER service_items_unchanging ON service_items_itemdraft;
DROP FUNCTION service_items_unchanging();
"""


class Migration(migrations.Migration):
    """The trigger that holds it."""

    dependencies = [("service_items", "0001_initial")]
    operations = [migrations.RunSQL(_HELD, _FREE)]
