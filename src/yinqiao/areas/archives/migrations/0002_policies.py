"""Who sees catalogues, archives and their custody; and that a custody is added and closed, never changed."""

from django.db import migrations

from yinqiao.platform.custody.passing import Custody
from yinqiao.platform.custody.policies import protect_custody
from yinqiao.platform.database.policies import ENTERPRISE, EVERYBODY, PLACE, PLACE_OR_ENTERPRISE, of_person, protect

OWN = f"({ENTERPRISE} OR {EVERYBODY})"
# What is being sent or was taken back is the enterprise's alone.
CATALOGUE = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state NOT IN ('sending', 'taken_back')))"
ARCHIVE = f"({EVERYBODY} OR {ENTERPRISE} OR ({PLACE} AND state <> 'withdrawn'))"
# Whoever sees the person may know where the archive is; whoever writes is one of the two sides.
ARCHIVE_READ = f"({ARCHIVE} OR (retiree_id IS NOT NULL AND {of_person()}))"

READ_WITH_PERSON = f"ALTER POLICY archives_archive_read ON archives_archive USING ({ARCHIVE_READ})"
READ_BY_SIDES = f"ALTER POLICY archives_archive_read ON archives_archive USING ({ARCHIVE})"


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
        *protect_custody(Custody("archives_custody", "archives_archive", "archive_id")),
        protect("archives_scan", PLACE_OR_ENTERPRISE),
    ]
