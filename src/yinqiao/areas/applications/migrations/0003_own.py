"""A retiree reads the own cases, what was done with them and by which item they run; nothing of it can be written."""

from django.db import migrations

from yinqiao.platform.database.policies import PERSON, own, read_only

_VERSION = f"""
CREATE POLICY applications_itemversion_own ON applications_itemversion FOR SELECT USING (EXISTS (
    SELECT 1 FROM applications_case c WHERE c.item_id = applications_itemversion.id AND c.retiree_id = {PERSON}));
"""


class Migration(migrations.Migration):
    """Timelines are walled by their case alone, so they are seen with it (decision 0043)."""

    dependencies = [("applications", "0002_policies"), ("database", "0001_functions")]
    operations = [
        own("applications_case"),
        read_only("applications_passage"),
        migrations.RunSQL(_VERSION, "DROP POLICY applications_itemversion_own ON applications_itemversion"),
    ]
