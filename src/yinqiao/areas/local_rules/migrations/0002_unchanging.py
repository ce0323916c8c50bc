"""A published version never changes and is never deleted; before its day it may be withdrawn, and that is all."""

from django.db import migrations

_HELD = """
CREATE FUNCTION local_rules_unchanging() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RAISE EXCEPTION 'a decided version of a rule does not change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER local_rules_unchanging BEFORE UPDATE OR DELETE ON local_rules_ruleversion
  FOR EACH ROW EXECUTE FUNCTION local_rules_unchanging();
"""
_FREE = """
DROP TRIGGER local_rules_unchanging ON local_rules_ruleversion;
DROP FUNCTION local_rules_unchanging();
"""


class Migration(migrations.Migration):
    """The trigger that holds it."""

    dependencies = [("local_rules", "0001_initial")]
    operations = [migrations.RunSQL(_HELD, _FREE)]
