"""A stored file is seen within the scope of its enterprise or place, or by who stored it."""

from django.db import migrations

from yinqiao.platform.database.policies import PLACE_OR_ENTERPRISE, protect

USING = (
    f"({PLACE_OR_ENTERPRISE} OR created_by = nullif(current_setting('yq.actor', true), '')::uuid"
    " OR yq_role() IN ('data_protection_officer', 'system'))"
)


class Migration(migrations.Migration):
    """Row-level security of stored files."""

    dependencies = [("files", "0001_initial"), ("database", "0001_functions")]
    operations = [protect("files_storedfile", USING)]
