"""Overseers and the nightly job see proposals; nobody else."""

from django.db import migrations

from yinqiao.platform.database.policies import protect

OVERSEERS = "(yq_role() IN ('data_protection_officer', 'auditor', 'system'))"


class Migration(migrations.Migration):
    """Row-level security of proposals."""

    dependencies = [("retention", "0001_initial")]
    operations = [protect("retention_proposal", OVERSEERS)]
