"""The readable columns go; what a look-up, an extract and a loan are for is always told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Six columns fewer."""

    dependencies = [("digitised", "0005_notes_sealed")]
    operations = [
        migrations.AlterField("lookup", "note", models.BinaryField("说明")),
        migrations.AlterField("extract", "note", models.BinaryField("要什么、做什么用")),
        migrations.AlterField("loan", "note", models.BinaryField("借阅事由")),
        migrations.RemoveField("lookup", "words"),
        migrations.RemoveField("lookup", "answer"),
        migrations.RemoveField("extract", "words"),
        migrations.RemoveField("extract", "answer"),
        migrations.RemoveField("loan", "words"),
        migrations.RemoveField("loan", "returned_words"),
    ]
