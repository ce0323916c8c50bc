"""Who did what with a case is kept by account, not by name; of what was done before, the audit log knows the account."""

from django.db import migrations, models

_KNOWN = """
UPDATE applications_passage p SET by_id = e.actor_id
FROM applications_case c, audit_entry e
WHERE c.id = p.case_id AND e.subject_id = c.retiree_id AND e.at = p.at AND e.kind = 'act'
  AND e.detail ->> 'number' = c.number AND e.actor_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """A column, filled from the log."""

    dependencies = [("applications", "0010_relative"), ("audit", "0004_at")]

    operations = [
        migrations.AddField(
            model_name="passage", name="by_id", field=models.UUIDField(null=True, verbose_name="经办账户")
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop),
    ]
