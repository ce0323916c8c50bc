"""What people of a case were told of its outcome."""

import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0006_own")]

    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=yinqiao.platform.database.functions.UUID7(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("turn", models.IntegerField(verbose_name="重新办理次数")),
                (
                    "way",
                    models.CharField(
                        choices=[("portal", "长辈版网上告知"), ("paper", "书面告知"), ("phone", "电话告知")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("told_on", models.DateField(verbose_name="告知日期")),
                ("sealed", models.BinaryField(verbose_name="告知内容")),
                ("author_name", models.CharField(max_length=64, verbose_name="告知人")),
                (
                    "author_unit",
                    models.CharField(blank=True, db_default="", max_length=120, verbose_name="告知单位"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tellings",
                        to="cases.caseperson",
                        verbose_name="涉及人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理结果告知",
                "constraints": [models.UniqueConstraint(fields=("person", "turn"), name="case_results_telling_once")],
            },
        ),
    ]
