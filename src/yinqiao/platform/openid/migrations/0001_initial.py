"""Tickets that came back from a provider."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Spent",
            fields=[
                (
                    "digest",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="凭证摘要"),
                ),
                ("spent_at", models.DateTimeField(verbose_name="使用时刻")),
            ],
            options={"verbose_name": "已用的登录凭证"},
        ),
    ]
