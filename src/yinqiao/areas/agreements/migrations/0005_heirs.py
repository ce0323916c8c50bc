"""A signed agreement follows its place to the heir: whoever takes over the street is the other side from then on."""

from django.db import migrations

_GUARD = """
CREATE OR REPLACE FUNCTION agreements_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.scan_id IS NOT NULL AND ((NEW.version, NEW.scan_id, NEW.signed_on, NEW.enterprise_id, NEW.main_id)
     IS DISTINCT FROM (OLD.version, OLD.scan_id, OLD.signed_on, OLD.enterprise_id, OLD.main_id)
     OR NEW.place_no <> OLD.place_no{but}) THEN
    RAISE EXCEPTION 'agreements_signed_stays: what is signed is not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_signed_stays';
  END IF;
  RETURN NEW;
END $$;
"""
_UNLESS_HEIR = """ AND NOT EXISTS (
         SELECT 1 FROM organisations_division o JOIN organisations_division n ON n.id = o.merged_into_id
         WHERE o.place_no = OLD.place_no AND n.place_no = NEW.place_no)"""


class Migration(migrations.Migration):
    """The same guard as before, but for the heir of a place that is no more."""

    dependencies = [("agreements", "0004_strands"), ("organisations", "0001_initial")]
    operations = [migrations.RunSQL(_GUARD.replace("{but}", _UNLESS_HEIR), _GUARD.replace("{but}", ""))]
