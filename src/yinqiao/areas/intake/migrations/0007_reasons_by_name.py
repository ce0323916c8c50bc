"""The reasons are named once, in the room's types: a further one asks for no migration."""

from django.db import migrations, models

import yinqiao.areas.intake.types.codes


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_asked_at")]
    operations = [
        migrations.AlterField(
            "contradiction",
            "kind",
            models.CharField(
                choices=yinqiao.areas.intake.types.codes.Reason.choices, max_length=24, verbose_name="事由"
            ),
        ),
    ]
