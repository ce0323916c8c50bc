"""Who sees catalogues, archives and their custody; and that a custody is added and closed, never changed."""

from django.db import migrations

from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE, PLACE_OR_ENTERPRISE, of_person, protect

OWN = f"({ENTERPRISE} OR {EVERYBODY})"
# What is being sent or was taken back is the enterprise's alone.
CATALOGUE = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state NOT IN ('sending', 'taken_back')))"
ARCHIVE = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state <> 'withdrawn'))"
# Whoever sees the person may know where the archive is; whoever writes is one of the two sides.
ARCHIVE_READ = f"({ARCHIVE} OR (retiree_id IS NOT NULL AND {of_person()}))"
CUSTODY = "(EXISTS (SELECT 1 FROM archives_archive a WHERE a.id = archive_id))"

READ_WITH_PERSON = f"ALTER POLICY archives_archive_read ON archives_archive USING ({ARCHIVE_READ})"
READ_BY_SIDES = f"ALTER POLICY archives_archive_read ON archives_archive USING ({ARCHIVE})"
ADDED_AND_CLOSED = """
DROP POLICY archives_custody_remove ON archives_custody;
CREATE FUNCTION archives_custody_closes_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.until IS NOT NULL OR NEW.until IS NULL
     OR (NEW.id, NEW.archive_id, NEW.since, NEW.act_id) <> (OLD.id, OLD.archive_id, OLD.since, OLD.act_id)
     OR NEW.holder_enterprise_id IS DISTINCT FROM OLD.holder_enterprise_id
     OR NEW.holder_place_no IS DISTINCT FROM OLD.holder_place_no THEN
    RAISE EXCEPTION 'archives_custody_stays: a custody is closed once and never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'archives_custody_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER archives_custody_closes_once BEFORE UPDATE ON archives_custody
  FOR EACH ROW EXECUTE FUNCTION archives_custody_closes_once();
"""
UNDO = f"""
DROP TRIGGER archives_custody_closes_once ON archives_custody;
DROP FUNCTION archives_custody_closes_once();
CREATE POLICY archives_custody_remove ON archives_custody FOR DELETE USING ({CUSTODY});
"""


class Migration(migrations.Migration):
    """Row-level security of archives, and the guard of their custody."""

    dependencies = [
        ("archives", "0001_initial"),
        ("retirees", "0002_policies"),
        ("lists", "0001_initial"),
        ("database", "0001_functions"),
    ]
    operations = [
        protect("archives_cataloguerow", OWN),
        protect("archives_catalogue", CATALOGUE),
        protect("archives_archive", ARCHIVE),
        migrations.RunSQL(READ_WITH_PERSON, READ_BY_SIDES),
        protect("archives_custody", CUSTODY),
        migrations.RunSQL(ADDED_AND_CLOSED, UNDO),
        protect("archives_scan", PLACE_OR_ENTERPRISE),
    ]
