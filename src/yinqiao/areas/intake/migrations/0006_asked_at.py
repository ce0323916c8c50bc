"""When a source was asked to check: what it said since is the answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; who was asked before has the day alone."""

    dependencies = [("intake", "0005_offices")]
    operations = [
        migrations.AddField(
            "contradiction", "asked_at", models.DateTimeField(null=True, verbose_name="请来源核对时刻")
        ),
    ]
