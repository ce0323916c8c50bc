"""Entries are added by everyone who acts and read by those who oversee, or by the actor itself."""

from django.db import migrations

from yinqiao.platform.database.policies import protect

OVERSEERS = (
    "(yq_role() IN ('auditor', 'data_protection_officer', 'security_admin', 'system')"
    " OR actor_id = nullif(current_setting('yq.actor', true), '')::uuid)"
)


class Migration(migrations.Migration):
    """Row-level security of the audit log."""

    dependencies = [("audit", "0001_initial"), ("database", "0001_functions")]
    operations = [protect("audit_entry", OVERSEERS, insert="true", append_only=True)]
