"""Attempts to reach people, declarations, the last day of contact."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    """The tables."""

    initial = True

    dependencies = [
        ("retirees", "0016_told_act"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignalRow",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="编号")),
                ("retiree_id", models.UUIDField(verbose_name="人员")),
                ("enterprise_id", models.IntegerField(verbose_name="原企业")),
                ("place_no", models.IntegerField(verbose_name="所属社区")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "signal",
                    models.CharField(
                        choices=[
                            ("reached", "已联系上"),
                            ("no_answer", "无人接听"),
                            ("dead_number", "空号、停机"),
                            ("wrong_number", "号码不是本人"),
                            ("nobody_home", "上门无人"),
                            ("not_found", "查无此人"),
                            ("moved", "邻居称已搬走"),
                            ("returned_mail", "退信"),
                            ("silent", "长期没有联系"),
                            ("first_overdue", "首次联系已过期限"),
                            ("letter_lapsed", "党员未报到、介绍信已过期"),
                            ("no_channel", "挂靠党员无联系渠道"),
                            ("declared", "已认定失联"),
                        ],
                        max_length=16,
                        verbose_name="信号",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("last_on", models.DateField(null=True, verbose_name="最近联系日期")),
                ("held_on", models.DateField(verbose_name="接收日期")),
                ("next_on", models.DateField(null=True, verbose_name="下一步日期")),
            ],
            options={
                "verbose_name": "失联信号",
                "db_table": "lost_contact_signal",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Reached",
            fields=[
                (
                    "retiree",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
                ("last_on", models.DateField(verbose_name="最近联系日期")),
            ],
            options={
                "verbose_name": "最近联系",
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "已联系上"),
                            ("no_answer", "无人接听"),
                            ("dead_number", "空号、停机"),
                            ("wrong_number", "号码不是本人"),
                            ("nobody_home", "上门无人"),
                            ("not_found", "查无此人"),
                            ("moved", "邻居称已搬走"),
                            ("returned_mail", "退信"),
                        ],
                        max_length=16,
                        verbose_name="结果",
                    ),
                ),
                ("occurred_on", models.DateField(verbose_name="日期")),
                ("author_name", models.CharField(max_length=64, verbose_name="记录人")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="记录时刻"),
                ),
                ("voided_at", models.DateTimeField(null=True, verbose_name="作废时刻")),
                ("voided_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="作废人")),
                (
                    "retiree",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系记录",
            },
        ),
        migrations.CreateModel(
            name="LostCase",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("lost", "失联"),
                            ("found", "已找回"),
                            ("deceased", "已登记死亡"),
                            ("withdrawn", "认定已撤销"),
                        ],
                        db_default="lost",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(max_length=24, verbose_name="认定原因")),
                ("declared_on", models.DateField(verbose_name="认定日期")),
                ("declared_name", models.CharField(max_length=64, verbose_name="认定人")),
                ("next_on", models.DateField(verbose_name="下一步日期")),
                ("way", models.CharField(blank=True, db_default="", max_length=24, verbose_name="找回途径")),
                ("closed_on", models.DateField(null=True, verbose_name="办结日期")),
                ("closed_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="办结人")),
                (
                    "retiree",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "失联认定",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "lost")), fields=("retiree",), name="lost_contact_declared_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("state", "lost")),
                            models.Q(models.Q(("state", "lost"), _negated=True), ("closed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="lost_contact_end_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "found"), models.Q(("way", ""), _negated=True)),
                            models.Q(models.Q(("state", "found"), _negated=True), ("way", "")),
                            _connector="OR",
                        ),
                        name="lost_contact_found_has_way",
                    ),
                ],
            },
        ),
    ]
