"""Years that a city entered, and what came of them for the clocks."""

import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
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
                ("year", models.IntegerField(verbose_name="年份")),
                ("off", models.JSONField(verbose_name="放假的工作日")),
                ("worked", models.JSONField(verbose_name="上班的周末")),
                ("basis", models.CharField(max_length=200, verbose_name="依据文件")),
                ("reason", models.CharField(blank=True, db_default="", max_length=500, verbose_name="理由")),
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
                ("valid_from", models.DateField(null=True, verbose_name="从哪天起按它计算")),
                ("drafted_by", models.UUIDField(null=True, verbose_name="录入人账户")),
                ("drafted_name", models.CharField(max_length=64, verbose_name="录入人")),
                (
                    "drafted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="录入时刻"),
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
                "verbose_name": "本市工作日历",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")), fields=("year",), name="office_calendar_one_waits"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("year", "valid_from"),
                        name="office_calendar_one_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("drafted_by__isnull", False),
                                ("valid_from__isnull", False),
                                models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="office_calendar_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="office_calendar_withdrawn_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recount",
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
                ("day", models.DateField(verbose_name="日期")),
                ("clocks", models.CharField(max_length=32, verbose_name="计时")),
                ("running", models.IntegerField(verbose_name="正在计时")),
                ("moved", models.IntegerField(verbose_name="期限有变")),
                ("at", models.DateTimeField(verbose_name="完成时刻")),
            ],
            options={
                "verbose_name": "期限重新计算",
                "constraints": [models.UniqueConstraint(fields=("day", "clocks"), name="office_calendar_recount_once")],
            },
        ),
    ]
