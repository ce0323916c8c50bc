"""The kinds of files named in words, with the scan of an agreement."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Changes a help text alone."""

    dependencies = [("files", "0002_policies")]
    operations = [
        migrations.AlterField(
            "storedfile",
            "kind",
            models.CharField(
                help_text="roster 名册原件、annotated 批注名册、proof 证明材料、agreement 协议签署件、export 导出文件",
                max_length=32,
                verbose_name="种类",
            ),
        ),
    ]
