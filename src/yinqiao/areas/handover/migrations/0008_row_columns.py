"""What a row takes along into the register: the digest of its ciphertext, and the names that the person had before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows checked before have neither: the server makes the digest when they are submitted."""

    dependencies = [("handover", "0007_offer_indexes")]
    operations = [
        migrations.AddField("rosterrow", "facts_digest", models.BinaryField(null=True, verbose_name="密文资料校验值")),
        migrations.AddField(
            "rosterrow", "former_name", models.CharField(max_length=200, null=True, verbose_name="曾用名")
        ),
    ]
