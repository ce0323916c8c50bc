"""Who answered an extract, and its sealed paper; both empty for those before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of extracts."""

    dependencies = [("digitised", "0002_policies")]
    operations = [
        migrations.AddField("extract", "answered_id", models.UUIDField("答复人账户", null=True)),
        migrations.AddField("extract", "certificate_id", models.UUIDField("盖章件", null=True)),
    ]
