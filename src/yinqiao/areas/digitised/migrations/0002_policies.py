"""Who sees scans, look-ups and loans: the office that keeps the archive and those above it; of the own, a retiree."""

from django.db import migrations

from yinqiao.platform.database.policies import ALONE, EVERYBODY, OPENS, PERSON, PLACE, own, protect, read_only

KEPT = f"({OPENS} AND {PLACE})"
OF_SCAN = "(EXISTS (SELECT 1 FROM digitised_scan s WHERE s.id = scan_id))"
OF_EXTRACT = "(EXISTS (SELECT 1 FROM digitised_extract e WHERE e.id = extract_id))"
# Not whoever acts for the person: an archive is read by nobody in another's place.
_OWN_ARCHIVE = (
    f"{ALONE} AND EXISTS (SELECT 1 FROM archives_archive a WHERE a.id = archive_id AND a.retiree_id = {PERSON})"
)
# What law keeps from the person is no row for the person: not the classes 三, 五, 八, not what is classified, not a
# look-up that is secret, and of scans those alone that were given.
_OWN = f"""
CREATE POLICY digitised_item_own ON digitised_item FOR SELECT USING (
    NOT is_classified AND split_part(class_no, '-', 1) NOT IN ('3', '5', '8') AND {_OWN_ARCHIVE});
CREATE POLICY digitised_lookup_own ON digitised_lookup FOR SELECT USING (
    NOT is_secret AND second_at IS NOT NULL AND {_OWN_ARCHIVE});
CREATE POLICY digitised_scan_own ON digitised_scan FOR SELECT USING ({ALONE} AND state = 'filed' AND EXISTS (
    SELECT 1 FROM digitised_extractpage p JOIN digitised_extract e ON e.id = p.extract_id
    WHERE p.scan_id = digitised_scan.id AND e.retiree_id = {PERSON} AND e.state = 'granted'));
"""
_NOT_OWN = """
DROP POLICY digitised_item_own ON digitised_item;
DROP POLICY digitised_lookup_own ON digitised_lookup;
DROP POLICY digitised_scan_own ON digitised_scan;
"""
# Lines go with their look-up, once its period is over and the destruction confirmed.
REMOVE = f"CREATE POLICY digitised_pageseen_remove ON digitised_pageseen FOR DELETE USING ({EVERYBODY})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("digitised", "0001_initial"), ("archives", "0010_passings"), ("database", "0001_functions")]
    operations = [
        protect("digitised_item", KEPT),
        protect("digitised_scanbatch", KEPT),
        protect("digitised_scan", KEPT),
        protect("digitised_block", OF_SCAN),
        protect("digitised_lookup", KEPT),
        protect("digitised_pageseen", KEPT, append_only=True),
        migrations.RunSQL(REMOVE, "DROP POLICY digitised_pageseen_remove ON digitised_pageseen"),
        protect("digitised_extract", KEPT),
        protect("digitised_extractpage", OF_EXTRACT),
        protect("digitised_loan", KEPT),
        own("digitised_extract", only=ALONE),
        migrations.RunSQL(_OWN, _NOT_OWN),
        read_only("digitised_block"),
        read_only("digitised_extractpage"),
    ]
