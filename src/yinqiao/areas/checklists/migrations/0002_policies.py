"""Who sees items and entries: the two sides of the agreement; what was said is added and never changed."""

from django.db import migrations

from yinqiao.platform.database.policies import PLACE_OR_ENTERPRISE, protect

OF_ITEM = "(EXISTS (SELECT 1 FROM checklists_checklistitem i WHERE i.id = item_id))"


class Migration(migrations.Migration):
    """Row-level security of checklists."""

    dependencies = [("checklists", "0001_initial"), ("agreements", "0002_policies"), ("database", "0001_functions")]
    operations = [
        protect("checklists_checklistitem", PLACE_OR_ENTERPRISE),
        protect("checklists_checklistentry", OF_ITEM, append_only=True),
    ]
