"""What is read of archives asks the settings once for a statement: 87,900 archives of a city stand on one list.

Queries say their scope as a literal predicate as well, so that the planner still knows how much it holds.
"""

from importlib import import_module

from django.db import migrations

from yinqiao.platform.database.policies import once

_BEFORE = import_module("yinqiao.areas.archives.migrations.0002_policies")
READ = "ALTER POLICY {0}_read ON {0} USING ({1})"
READS = {"archives_archive": _BEFORE.ARCHIVE_READ, "archives_catalogue": _BEFORE.CATALOGUE}


class Migration(migrations.Migration):
    """The same policies in another form."""

    dependencies = [("archives", "0008_delivered")]
    operations = [
        migrations.RunSQL(READ.format(table, once(read)), READ.format(table, read)) for table, read in READS.items()
    ]
