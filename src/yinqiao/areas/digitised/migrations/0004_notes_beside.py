"""Sealed columns beside the readable ones: filled by the next step, which may take its time while the site runs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns for each of look-ups, extracts and loans."""

    dependencies = [("digitised", "0003_sealed_extracts")]
    operations = [
        migrations.AddField("lookup", "note", models.BinaryField("说明", null=True)),
        migrations.AddField("lookup", "answer_note", models.BinaryField("审批意见", null=True)),
        migrations.AddField("extract", "note", models.BinaryField("要什么、做什么用", null=True)),
        migrations.AddField("extract", "answer_note", models.BinaryField("答复", null=True)),
        migrations.AddField("loan", "note", models.BinaryField("借阅事由", null=True)),
        migrations.AddField("loan", "returned_note", models.BinaryField("归还情况", null=True)),
    ]
