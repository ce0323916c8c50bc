"""Who sees texts: the office that keeps the archive and those above it. What finds pages; what goes with its scan."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, protect

KEPT = f"({OPENS} AND {PLACE})"
# An array is not compared by a leakproof operator, so that behind row-level security its index would not be used: the
# function looks with rights of its own, asks for the same scope itself, and gives ids alone.
BEARING = f"""
CREATE FUNCTION scan_texts_bearing(wanted bigint[], classes text[], archive uuid, most integer) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH bearing AS MATERIALIZED (
    SELECT p.id, p.scan_id FROM scan_texts_page p WHERE p.tokens @> wanted AND {KEPT}
  )
  SELECT b.id FROM bearing b JOIN digitised_scan s ON s.id = b.scan_id JOIN digitised_item i ON i.id = s.item_id
  WHERE s.state = 'filed' AND NOT i.is_classified AND i.class_no = ANY (classes)
    AND (archive IS NULL OR i.archive_id = archive)
  ORDER BY b.id DESC LIMIT most
$$;
-- A scan that is replaced, returned or destroyed takes its text along, whoever changes it.
CREATE FUNCTION scan_texts_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM scan_texts_page WHERE scan_id = NEW.id;
  DELETE FROM scan_texts_reading WHERE scan_id = NEW.id;
  RETURN NULL;
END
$$;
GRANT CREATE ON SCHEMA public TO yq_privileged;
ALTER FUNCTION scan_texts_bearing(bigint[], text[], uuid, integer) OWNER TO yq_privileged;
ALTER FUNCTION scan_texts_gone() OWNER TO yq_privileged;
REVOKE CREATE ON SCHEMA public FROM yq_privileged;
CREATE TRIGGER scan_texts_gone AFTER UPDATE OF state ON digitised_scan FOR EACH ROW
WHEN (OLD.state = 'filed' AND NEW.state <> 'filed') EXECUTE FUNCTION scan_texts_gone();
"""
UNDO = """
DROP TRIGGER scan_texts_gone ON digitised_scan;
DROP FUNCTION scan_texts_gone();
DROP FUNCTION scan_texts_bearing(bigint[], text[], uuid, integer);
"""


class Migration(migrations.Migration):
    """Row-level security, the function that finds, the trigger that removes."""

    dependencies = [("scan_texts", "0001_initial"), ("digitised", "0002_policies")]
    operations = [
        protect("scan_texts_reading", KEPT),
        protect("scan_texts_page", KEPT),
        migrations.RunSQL(BEARING, UNDO),
    ]
