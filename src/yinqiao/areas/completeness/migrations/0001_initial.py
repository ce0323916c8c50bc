"""Questions to enterprises about missing facts, and phones that many share."""

import django.db.models.deletion
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    """The tables."""

    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("retirees", "0016_told_act"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="编号")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("phone_missing", "手机缺失"),
                            ("phone_shared", "手机多人共用"),
                            ("residence_unknown", "住处未到社区"),
                            ("no_one_to_call", "高龄无联系人"),
                            ("id_missing", "身份证号缺失"),
                            ("retired_on_missing", "退休年月缺失"),
                            ("archive_no_missing", "档号缺失"),
                            ("member_without_branch", "党员无所在支部"),
                            ("member_not_listed", "党员未列入党员名册"),
                            ("listed_not_member", "名册是党员、登记不是"),
                        ],
                        max_length=24,
                        verbose_name="缺什么",
                    ),
                ),
                ("retiree_id", models.UUIDField(verbose_name="人员")),
                ("place_no", models.IntegerField(verbose_name="所属社区")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("born_on", models.DateField(verbose_name="出生日期")),
                ("status", models.CharField(max_length=12, verbose_name="状态")),
                ("since", models.DateField(verbose_name="自")),
                ("sharing", models.IntegerField(null=True, verbose_name="共用人数")),
            ],
            options={
                "verbose_name": "信息不全事项",
                "db_table": "completeness_gap",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="SharedPhone",
            fields=[
                ("phone_index", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="手机索引")),
                ("people", models.IntegerField(verbose_name="共用人数")),
            ],
            options={
                "verbose_name": "多人共用的手机",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("people__gte", 2)), name="completeness_phone_is_shared")
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                    "cause",
                    models.CharField(
                        choices=[
                            ("phone_missing", "手机缺失"),
                            ("phone_shared", "手机多人共用"),
                            ("residence_unknown", "住处未到社区"),
                            ("no_one_to_call", "高龄无联系人"),
                            ("id_missing", "身份证号缺失"),
                            ("retired_on_missing", "退休年月缺失"),
                            ("archive_no_missing", "档号缺失"),
                            ("member_without_branch", "党员无所在支部"),
                            ("member_not_listed", "党员未列入党员名册"),
                            ("listed_not_member", "名册是党员、登记不是"),
                        ],
                        max_length=24,
                        verbose_name="缺什么",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待企业答复"),
                            ("answered", "已答复，待采用"),
                            ("unknown", "企业答复不掌握"),
                            ("taken", "已采用"),
                            ("refused", "未采用"),
                            ("cancelled", "已取消"),
                            ("supplied", "登记已补齐"),
                        ],
                        db_default="asked",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="请求日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("asked_name", models.CharField(max_length=64, verbose_name="请求人")),
                ("asked_unit", models.CharField(blank=True, db_default="", max_length=120, verbose_name="请求单位")),
                ("answer", models.BinaryField(null=True, verbose_name="答复内容（密文）")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("answered_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="答复人")),
                ("closed_on", models.DateField(null=True, verbose_name="办结日期")),
                ("closed_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="办结人")),
                ("reason", models.CharField(blank=True, db_default="", max_length=200, verbose_name="不采用的原因")),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.enterprise",
                        verbose_name="移交企业",
                    ),
                ),
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
                "verbose_name": "请企业补充",
                "indexes": [models.Index(fields=["enterprise", "state"], name="completeness_of_firm")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "answered", "unknown"])),
                        fields=("retiree", "cause"),
                        name="completeness_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["answered", "taken", "refused"]), _negated=True),
                            models.Q(("answer__isnull", False), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="completeness_answer_is_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state__in", ["asked", "answered", "unknown"])), ("closed_on__isnull", True)
                            ),
                            models.Q(
                                models.Q(("state__in", ["asked", "answered", "unknown"]), _negated=True),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="completeness_end_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="completeness_refusal_has_reason",
                    ),
                ],
            },
        ),
    ]
