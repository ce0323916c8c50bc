"""Versions of rules that a city sets."""

import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RuleVersion",
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
                ("rule_id", models.CharField(max_length=80, verbose_name="规则")),
                ("region", models.CharField(help_text="行政区划代码的开头", max_length=6, verbose_name="地区")),
                ("valid_from", models.DateField(verbose_name="生效日期")),
                ("values", models.JSONField(help_text="只记与随系统提供的规则不同的数值", verbose_name="数值")),
                ("basis", models.CharField(max_length=200, verbose_name="依据文件")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待批准"),
                            ("published", "已发布"),
                            ("refused", "未批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        db_default="proposed",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_by", models.UUIDField(null=True, verbose_name="拟定人账户")),
                ("drafted_name", models.CharField(max_length=64, verbose_name="拟定人")),
                (
                    "drafted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="拟定时刻"),
                ),
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
                "verbose_name": "本市规则版本",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("rule_id", "region"),
                        name="local_rules_one_waits",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("rule_id", "region", "valid_from"),
                        name="local_rules_one_a_day",
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
                        name="local_rules_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="local_rules_withdrawn_has_day",
                    ),
                ],
            },
        ),
    ]
