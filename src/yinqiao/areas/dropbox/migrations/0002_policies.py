"""Who sees files of other offices: the unit at which the source is registered; their lines only who may read content."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, OPENS, PLACE, protect

UNIT = f"({EVERYBODY} OR {PLACE})"
WITH_CONTENT = f"({UNIT} AND {OPENS})"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("dropbox", "0001_initial"), ("intake", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("dropbox_file", UNIT),
        protect("dropbox_line", WITH_CONTENT),
        protect("dropbox_finding", WITH_CONTENT),
        protect("dropbox_columnmemory", UNIT),
    ]
