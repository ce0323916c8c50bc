"""A settled asset follows its place to the heir: whoever takes over the street has it from then on."""

from django.db import migrations

_GUARD = """
CREATE OR REPLACE FUNCTION assets_keep_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.settled_at IS NOT NULL AND {changed} THEN
    RAISE EXCEPTION 'assets_settled_stays: what is settled is not changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'assets_settled_stays';
  END IF;
  RETURN NEW;
END $$;
"""
_ANYTHING = "to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)"
_BUT_FOR_HEIRS = """(
       to_jsonb(NEW) - 'place_no' - 'community_no' IS DISTINCT FROM to_jsonb(OLD) - 'place_no' - 'community_no'
    OR EXISTS (
       SELECT 1 FROM (VALUES (OLD.place_no, NEW.place_no), (OLD.community_no, NEW.community_no)) AS moved(old, new)
       WHERE moved.new IS DISTINCT FROM moved.old AND NOT EXISTS (
         SELECT 1 FROM organisations_division o JOIN organisations_division n ON n.id = o.merged_into_id
         WHERE o.place_no = moved.old AND n.place_no = moved.new)))"""


class Migration(migrations.Migration):
    """The same guard as before, but for the heir of a place that is no more."""

    dependencies = [("assets", "0002_policies"), ("organisations", "0001_initial")]
    operations = [
        migrations.RunSQL(_GUARD.replace("{changed}", _BUT_FOR_HEIRS), _GUARD.replace("{changed}", _ANYTHING))
    ]
