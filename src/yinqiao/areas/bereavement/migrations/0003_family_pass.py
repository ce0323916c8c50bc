"""A code by which a family reads how far things have come."""

import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    """The codes, of which the digest alone is kept."""

    dependencies = [
        ("bereavement", "0002_policies"),
        ("retirees", "0017_versions_of_an_act"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyPass",
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
                (
                    "kin",
                    models.CharField(
                        choices=[
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("parent", "父母"),
                            ("sibling", "兄弟姐妹"),
                            ("other", "其他亲属"),
                        ],
                        max_length=8,
                        verbose_name="与去世的人的关系",
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True, verbose_name="查看码摘要")),
                ("given_on", models.DateField(verbose_name="给出日期")),
                ("until_on", models.DateField(verbose_name="最后一日")),
                ("ended_on", models.DateField(null=True, verbose_name="收回日期")),
                ("author_name", models.CharField(max_length=64, verbose_name="登记人")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="bereavement.file",
                        verbose_name="身后事项",
                    ),
                ),
                (
                    "retiree",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="retirees.retiree",
                        verbose_name="退休人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "家属查看码",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("file",),
                        name="bereavement_familypass_once",
                    )
                ],
            },
        ),
    ]
