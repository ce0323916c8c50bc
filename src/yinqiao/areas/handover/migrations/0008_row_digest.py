"""The digest of a row's ciphertext is made with it and moves into the register with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows checked before have none: the server makes it when they are submitted."""

    dependencies = [("handover", "0007_offer_indexes")]
    operations = [
        migrations.AddField("rosterrow", "facts_digest", models.BinaryField(null=True, verbose_name="密文资料校验值")),
    ]
