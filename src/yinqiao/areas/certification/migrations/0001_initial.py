"""Clocks, the record they rest on, files for human resources."""

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
            name="Record",
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
                    "entry",
                    models.CharField(
                        choices=[
                            ("result", "认证"),
                            ("void", "撤销认证记录"),
                            ("suspension", "暂停发放"),
                            ("resumption", "恢复发放"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("comparison", "数据比对"),
                            ("face", "自助认证"),
                            ("on_site", "经办窗口认证"),
                            ("home", "上门认证"),
                            ("kin", "亲属协助认证"),
                            ("abroad", "境外认证"),
                            ("told", "名册所载"),
                        ],
                        db_default="",
                        max_length=12,
                        verbose_name="认证方式",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("community", "社区办理"), ("human_resources", "人社部门"), ("roster", "移交名册")],
                        max_length=16,
                        verbose_name="来源",
                    ),
                ),
                ("reference", models.CharField(blank=True, db_default="", max_length=64, verbose_name="办理编号")),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "家中"),
                            ("care_home", "养老机构"),
                            ("hospital", "医疗机构"),
                            ("community", "社区"),
                            ("other", "其他地点"),
                        ],
                        db_default="",
                        max_length=12,
                        verbose_name="地点",
                    ),
                ),
                ("mandate_no", models.CharField(blank=True, db_default="", max_length=60, verbose_name="委托文号")),
                (
                    "mistake",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_person", "登记到了别人名下"),
                            ("wrong_day", "日期有误"),
                            ("wrong_method", "方式或文号有误"),
                            ("not_done", "实际没有认证"),
                        ],
                        db_default="",
                        max_length=16,
                        verbose_name="撤销原因",
                    ),
                ),
                ("author_name", models.CharField(max_length=64, verbose_name="记录人")),
                ("author_unit", models.CharField(blank=True, db_default="", max_length=120, verbose_name="记录单位")),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="记录时刻"),
                ),
                (
                    "act_id",
                    models.UUIDField(
                        db_default=yinqiao.platform.database.functions.CurrentAct(), null=True, verbose_name="所属办理"
                    ),
                ),
                (
                    "retiree",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="retirees.retiree",
                        verbose_name="人员",
                    ),
                ),
                (
                    "taken_from",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="certification.record",
                        verbose_name="取自被合并登记的记录",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="certification.record",
                        verbose_name="撤销的记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "资格认证记录",
            },
        ),
        migrations.CreateModel(
            name="Clock",
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
                ("begun_on", models.DateField(verbose_name="开始日期")),
                ("certified_on", models.DateField(null=True, verbose_name="最近认证日期")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("comparison", "数据比对"),
                            ("face", "自助认证"),
                            ("on_site", "经办窗口认证"),
                            ("home", "上门认证"),
                            ("kin", "亲属协助认证"),
                            ("abroad", "境外认证"),
                            ("told", "名册所载"),
                        ],
                        db_default="",
                        max_length=12,
                        verbose_name="认证方式",
                    ),
                ),
                ("record_id", models.UUIDField(null=True, verbose_name="依据的认证记录")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("suspended_on", models.DateField(null=True, verbose_name="暂停发放日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("valid", "有效"),
                            ("exempt", "数据比对已认证"),
                            ("due_60", "60 天内到期"),
                            ("due_30", "30 天内到期"),
                            ("due_7", "7 天内到期"),
                            ("overdue", "逾期未认证"),
                            ("suspended", "已暂停发放"),
                            ("not_required", "无需认证"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "需要认证"),
                            ("deceased", "已登记死亡"),
                            ("left", "不由本市管理"),
                            ("not_drawing", "尚未领取养老金"),
                        ],
                        db_default="",
                        max_length=12,
                        verbose_name="无需认证的原因",
                    ),
                ),
                ("state_on", models.DateField(verbose_name="状态日期")),
                ("reminded_on", models.DateField(null=True, verbose_name="最近提醒日期")),
                ("reminded_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="提醒人")),
                ("visit_on", models.DateField(null=True, verbose_name="上门日期")),
                ("is_roster_read", models.BooleanField(db_default=False, verbose_name="已核对名册所载日期")),
            ],
            options={
                "verbose_name": "资格认证周期",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["due_60", "due_30", "due_7", "overdue", "suspended"])),
                        fields=["state", "due_on"],
                        name="certification_work",
                    ),
                    models.Index(
                        condition=models.Q(("visit_on__isnull", False)),
                        fields=["visit_on"],
                        name="certification_visits",
                    ),
                    models.Index(
                        condition=models.Q(("is_roster_read", False)), fields=["retiree"], name="certification_unread"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_required"), models.Q(("why", ""), _negated=True)),
                            models.Q(models.Q(("state", "not_required"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="certification_reason_of_rest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("certified_on__isnull", True), ("method", ""), ("record_id__isnull", True)),
                            models.Q(
                                ("certified_on__isnull", False),
                                ("record_id__isnull", False),
                                models.Q(("method", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certification_rests_on_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("place_no", models.IntegerField(verbose_name="报送单位")),
                ("year", models.IntegerField(verbose_name="年度")),
                ("serial", models.IntegerField(verbose_name="序号")),
                ("people", models.IntegerField(verbose_name="条数")),
                ("made_at", models.DateTimeField(verbose_name="生成时刻")),
                ("made_name", models.CharField(max_length=64, verbose_name="生成人")),
                ("receipt_no", models.CharField(blank=True, db_default="", max_length=60, verbose_name="回执编号")),
                ("receipt_on", models.DateField(null=True, verbose_name="回执日期")),
                ("receipt_name", models.CharField(blank=True, db_default="", max_length=64, verbose_name="回执登记人")),
            ],
            options={
                "verbose_name": "认证结果报送",
                "constraints": [
                    models.UniqueConstraint(fields=("place_no", "year", "serial"), name="certification_delivery_no"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt_no", ""), ("receipt_on__isnull", True)),
                            models.Q(models.Q(("receipt_no", ""), _negated=True), ("receipt_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="certification_receipt_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveredRecord",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="delivered",
                        serialize=False,
                        to="certification.record",
                        verbose_name="认证记录",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="certification.delivery",
                        verbose_name="报送",
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
                "verbose_name": "已报送的认证记录",
            },
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["retiree", "-day"], name="certification_of_person"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("taken_from__isnull", False)),
                fields=["taken_from"],
                name="certification_taken_along",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), _negated=True), ("entry__in", ["result", "suspension", "resumption"])
                ),
                fields=("origin", "entry", "reference"),
                name="certification_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry", "void"), ("undoes__isnull", False), models.Q(("mistake", ""), _negated=True)),
                    models.Q(models.Q(("entry", "void"), _negated=True), ("mistake", ""), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="certification_void_names_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__in", ["suspension", "resumption"]), ("method", "")),
                    models.Q(("entry__in", ["result", "void"]), models.Q(("method", ""), _negated=True)),
                    _connector="OR",
                ),
                name="certification_result_has_method",
            ),
        ),
    ]
