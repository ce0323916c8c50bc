"""Who answered a request is kept by account; of what was answered before, the audit log knows the account."""

from django.db import migrations, models

_KNOWN = """
UPDATE retirees_datarequest d SET answered_by = e.actor_id
FROM audit_entry e
WHERE e.action = 'retirees.answer_data_request' AND e.kind = 'act' AND e.detail ->> 'request' = d.id::text
"""


class Migration(migrations.Migration):
    """A column, filled from the log."""

    dependencies = [("datarights", "0001_initial"), ("audit", "0004_at")]

    operations = [
        migrations.AddField(
            model_name="datarequest",
            name="answered_by",
            field=models.UUIDField(null=True, verbose_name="答复人账户"),
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop),
    ]
