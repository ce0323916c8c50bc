"""Versions of items that a city draws up."""

import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ItemDraft",
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
                ("code", models.CharField(max_length=32, verbose_name="事项")),
                ("title", models.CharField(max_length=40, verbose_name="名称")),
                ("content", models.JSONField(verbose_name="草稿内容")),
                ("revision", models.IntegerField(db_default=0, verbose_name="保存次数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("proposed", "待批准"),
                            ("returned", "退回修改"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤回"),
                        ],
                        db_default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.IntegerField(null=True, verbose_name="版本")),
                ("valid_from", models.DateField(null=True, verbose_name="生效日期")),
                ("text", models.TextField(blank=True, db_default="", verbose_name="事项文件")),
                ("reason", models.CharField(blank=True, db_default="", max_length=500, verbose_name="理由")),
                ("drafted_by", models.UUIDField(null=True, verbose_name="拟定人账户")),
                ("drafted_name", models.CharField(max_length=64, verbose_name="拟定人")),
                (
                    "drafted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="拟定时刻"),
                ),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="提交时刻")),
                ("decided_by", models.UUIDField(null=True, verbose_name="批准人账户")),
                ("decided_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="批准人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批准时刻")),
                ("words", models.CharField(blank=True, db_default="", max_length=500, verbose_name="批准意见")),
                ("withdrawn_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="撤回人")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时刻")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, db_default="", max_length=500, verbose_name="撤回原因"),
                ),
            ],
            options={
                "verbose_name": "本市拟定的事项版本",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed", "returned"])),
                        fields=("code",),
                        name="service_items_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("code", "version"),
                        name="service_items_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("drafted_by__isnull", False),
                                models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_items_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["proposed", "published"]), _negated=True),
                            models.Q(
                                ("valid_from__isnull", False),
                                ("version__isnull", False),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_items_proposed_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="service_items_withdrawn_has_day",
                    ),
                ],
            },
        ),
    ]
