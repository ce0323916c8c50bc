"""When an office answered online and who wrote has not yet seen it (decision 0039)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0004_office_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="news_at",
            field=models.DateTimeField(
                help_text="发函单位还没有看到的最近一次网上答复", null=True, verbose_name="网上答复未查看"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("news_at__isnull", False)), fields=["place_no"], name="letters_news"
            ),
        ),
    ]
