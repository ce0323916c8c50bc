"""Who sees a case: whoever works with the person, by place alone; its timeline and the used versions are added to only."""

from django.db import migrations

from yinqiao.platform.database.policies import OPENS, PLACE, of_person, protect

BY_PLACE = "nullif(current_setting('yq.nlo', true), '')::int < nullif(current_setting('yq.nhi', true), '')::int"
OWN = f"({OPENS} AND {BY_PLACE} AND {of_person()})"
OF_CASE = "(EXISTS (SELECT 1 FROM applications_case c WHERE c.id = case_id))"
# A line goes with its case alone.
REMOVE = f"CREATE POLICY applications_passage_remove ON applications_passage FOR DELETE USING {OF_CASE}"


class Migration(migrations.Migration):
    """Row-level security of the room."""

    dependencies = [("applications", "0001_initial"), ("retirees", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("applications_case", OWN),
        protect("applications_passage", OF_CASE, append_only=True),
        migrations.RunSQL(REMOVE, "DROP POLICY applications_passage_remove ON applications_passage"),
        protect("applications_caseseries", PLACE),
        protect("applications_itemversion", BY_PLACE, append_only=True),
    ]
