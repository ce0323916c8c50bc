"""The second wall of the register: rows within the place range or the enterprises; private matters by place only."""

from django.db import migrations

from yinqiao.platform.database.policies import EVERYBODY, PLACE, PLACE_OR_ENTERPRISE, of_person, protect

BY_PLACE_ONLY = "nullif(current_setting('yq.nlo', true), '') IS NOT NULL"
PRIVATE = f"({BY_PLACE_ONLY} AND {of_person()})"
VERSIONS = f"({EVERYBODY} OR ({BY_PLACE_ONLY} AND {of_person('pgh_obj_id')}))"


class Migration(migrations.Migration):
    """Row-level security of the register."""

    dependencies = [("retirees", "0001_initial"), ("database", "0001_functions")]
    operations = [
        protect("retirees_retiree", PLACE_OR_ENTERPRISE),
        protect("retirees_searchterm", PLACE_OR_ENTERPRISE),
        protect("retirees_retireeversion", VERSIONS, insert="true", append_only=True),
        protect("retirees_contactperson", PRIVATE),
        protect("retirees_note", PRIVATE),
        protect("retirees_datarequest", PRIVATE),
        protect("retirees_duplicatecase", PLACE),
        migrations.RunSQL(
            "ALTER TABLE retirees_searchterm ALTER COLUMN term SET STATISTICS 2000", migrations.RunSQL.noop
        ),
        # Room on each page for the change of status that acceptance brings to everybody.
        migrations.RunSQL("ALTER TABLE retirees_retiree SET (fillfactor = 60)", migrations.RunSQL.noop),
    ]
