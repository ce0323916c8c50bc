"""When a petition was taken, what a review reviews, which account did what."""

import django.db.models.deletion
from django.db import migrations, models

# Until now the limit of a petition counted from its opening; what is in hand or over was taken on that day.
_TAKEN = """
UPDATE cases_case SET accepted_on = counts_from WHERE kind = 'petition' AND state <> 'new'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_meeting_policies")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="accepted_on",
            field=models.DateField(null=True, verbose_name="受理日期"),
        ),
        migrations.AddField(
            model_name="case",
            name="first",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="review",
                to="cases.case",
                verbose_name="请求复查、复核的事项",
            ),
        ),
        migrations.AddField(
            model_name="casepassage",
            name="by_id",
            field=models.UUIDField(null=True, verbose_name="经办人账户"),
        ),
        migrations.RunSQL(_TAKEN, migrations.RunSQL.noop),
    ]
