"""Lists have kinds. What stands here was uploaded before there were any: rosters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column with a constant default each: no row is rewritten. The same file, the same header: once for each kind."""

    dependencies = [("lists", "0001_initial")]
    operations = [
        migrations.AddField(
            "batch",
            "kind",
            models.CharField(
                db_default="roster",
                help_text="清单种类的代码，如 roster 移交名册",
                max_length=24,
                verbose_name="种类",
            ),
        ),
        migrations.AddField(
            "headermemory", "kind", models.CharField(db_default="roster", max_length=24, verbose_name="种类")
        ),
        migrations.RemoveConstraint("batch", "lists_batch_same_file"),
        migrations.AddConstraint(
            "batch",
            models.UniqueConstraint(
                condition=models.Q(("state__in", ["undone", "refused"]), _negated=True),
                fields=("enterprise", "kind", "file_sha256"),
                name="lists_batch_same_file",
            ),
        ),
        migrations.RemoveConstraint("headermemory", "lists_header_once"),
        migrations.AddConstraint(
            "headermemory",
            models.UniqueConstraint(fields=("enterprise_id", "kind", "header"), name="lists_header_once"),
        ),
    ]
