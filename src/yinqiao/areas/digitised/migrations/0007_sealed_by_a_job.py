"""Since when the sealed paper of an extract is being made, and why it was not; empty for those before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of extracts."""

    dependencies = [("digitised", "0006_notes_readable_no_more")]
    operations = [
        migrations.AddField("extract", "making_since", models.DateTimeField("开始制作盖章件", null=True)),
        migrations.AddField(
            "extract", "making_told", models.CharField("没有制成的原因", max_length=200, blank=True, db_default="")
        ),
    ]
