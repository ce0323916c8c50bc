import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetiringRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "batch_id", "row_no", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("batch_id", models.UUIDField(verbose_name="批次")),
                ("row_no", models.IntegerField(verbose_name="行号")),
                ("enterprise_id", models.IntegerField(verbose_name="企业")),
                (
                    "state",
                    models.CharField(
                        choices=[("blocked", "需修改"), ("ready", "可列入")], max_length=8, verbose_name="状态"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[("new", "新增"), ("changed", "变更"), ("unchanged", "无变化")],
                        default="",
                        max_length=12,
                        verbose_name="对名单的影响",
                    ),
                ),
                ("changed_fields", models.JSONField(null=True, verbose_name="变更的字段")),
                ("name", models.CharField(blank=True, default="", max_length=60, verbose_name="姓名")),
                ("planned_on", models.DateField(null=True, verbose_name="计划退休年月")),
                ("id_no_index", models.BinaryField(null=True, verbose_name="身份证号盲索引")),
                ("facts_id", models.UUIDField(null=True, verbose_name="密文所属编号")),
                ("facts", models.BinaryField(null=True, verbose_name="密文资料")),
                ("before", models.BinaryField(null=True, verbose_name="提交前的密文资料")),
            ],
            options={
                "verbose_name": "即将退休人员名单行",
            },
        ),
        migrations.CreateModel(
            name="ExpectedRetiree",
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
                ("id_no_index", models.BinaryField(verbose_name="身份证号盲索引")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("sex", models.SmallIntegerField(verbose_name="性别")),
                ("born_on", models.DateField(verbose_name="出生日期")),
                (
                    "post",
                    models.CharField(
                        blank=True,
                        choices=[("management", "管理技术岗位"), ("worker", "工人岗位")],
                        default="",
                        max_length=12,
                        verbose_name="岗位类别",
                    ),
                ),
                ("is_special", models.BooleanField(default=False, verbose_name="特殊工种等提前退休")),
                (
                    "option",
                    models.CharField(
                        choices=[("none", "无"), ("early", "提前"), ("late", "延迟")],
                        max_length=8,
                        verbose_name="弹性选择",
                    ),
                ),
                ("facts", models.BinaryField(verbose_name="密文资料")),
                (
                    "place_no",
                    models.IntegerField(
                        help_text="按名单中的社区或地址推算，供汇总；移交时以名册检查为准",
                        verbose_name="预计接收的社区",
                    ),
                ),
                (
                    "route_how",
                    models.CharField(
                        choices=[
                            ("declared_code", "按申报的社区代码"),
                            ("declared_name", "按申报的社区名称"),
                            ("address", "按常住地址"),
                            ("street_desk", "街道待分派"),
                            ("district_desk", "区县待分派"),
                            ("city_desk", "市级待分派"),
                            ("agency_desk", "异地居住，由社保经办机构管理"),
                            ("by_hand", "人工分派"),
                        ],
                        max_length=16,
                        verbose_name="推算依据",
                    ),
                ),
                ("statutory_on", models.DateField(verbose_name="法定退休年月")),
                ("earliest_on", models.DateField(verbose_name="最早退休年月")),
                ("latest_on", models.DateField(verbose_name="最迟退休年月")),
                ("planned_on", models.DateField(verbose_name="计划退休年月")),
                ("is_postponed", models.BooleanField(default=False, verbose_name="已延后")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "待办退休"),
                            ("confirmed", "已办退休，待移交"),
                            ("listed", "已生成名册，待提交"),
                            ("handed_over", "已移交，待接收"),
                            ("accepted", "社区已接收"),
                            ("withdrawn", "不再移交"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(
                        help_text="到期未办即为逾期；不需要企业再办的为空", null=True, verbose_name="期限"
                    ),
                ),
                (
                    "risen_to",
                    models.SmallIntegerField(
                        default=0, help_text="0 企业、1 街道、2 区县、3 市级", verbose_name="上升层级"
                    ),
                ),
                ("retired_on", models.DateField(null=True, verbose_name="退休日期")),
                ("decision_no", models.CharField(blank=True, default="", max_length=60, verbose_name="退休审批文号")),
                ("batch_id", models.UUIDField(null=True, verbose_name="移交批次")),
                ("retiree_id", models.UUIDField(null=True, verbose_name="退休人员")),
                (
                    "withdraw_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "已离开本单位"),
                            ("deceased", "本人已去世"),
                            ("transferred", "已调往其他单位"),
                            ("mistaken", "列入有误"),
                            ("list_taken_back", "名单已撤回"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="不再移交的原因",
                    ),
                ),
                ("ended_on", models.DateField(help_text="社区接收或不再移交之日", null=True, verbose_name="办结日期")),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.enterprise",
                        verbose_name="企业",
                    ),
                ),
            ],
            options={
                "verbose_name": "即将退休人员",
            },
        ),
        migrations.CreateModel(
            name="RoutineEntry",
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
                ("enterprise_id", models.IntegerField(verbose_name="企业")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("expect", "列入即将退休人员"),
                            ("renew", "按新名单更新"),
                            ("restore", "撤回名单，恢复原内容"),
                            ("take_off", "撤回名单，不再列入"),
                            ("confirm", "确认已办理退休"),
                            ("unconfirm", "取消退休确认"),
                            ("postpone", "延后"),
                            ("withdraw", "不再移交"),
                            ("list", "生成移交名册"),
                            ("hand_over", "随名册移交"),
                            ("bring_back", "退出名册，恢复待移交"),
                            ("accept", "社区接收"),
                        ],
                        max_length=12,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "待办退休"),
                            ("confirmed", "已办退休，待移交"),
                            ("listed", "已生成名册，待提交"),
                            ("handed_over", "已移交，待接收"),
                            ("accepted", "社区已接收"),
                            ("withdrawn", "不再移交"),
                        ],
                        max_length=12,
                        verbose_name="办理后状态",
                    ),
                ),
                ("planned_on", models.DateField(null=True, verbose_name="计划退休年月")),
                ("retired_on", models.DateField(null=True, verbose_name="退休日期")),
                ("reason", models.CharField(blank=True, default="", max_length=16, verbose_name="原因")),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                ("batch_id", models.UUIDField(null=True, verbose_name="批次")),
                ("act_id", models.UUIDField(verbose_name="所属办理")),
                ("author_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("author_unit", models.CharField(blank=True, default="", max_length=120, verbose_name="办理单位")),
                (
                    "written_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="办理时刻"),
                ),
                (
                    "expected",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="routine.expectedretiree",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "常态化移交办理记录",
            },
        ),
        migrations.AddIndex(
            model_name="expectedretiree",
            index=models.Index(fields=["enterprise", "planned_on"], name="routine_of_enterprise"),
        ),
        migrations.AddIndex(
            model_name="expectedretiree",
            index=models.Index(fields=["place_no", "planned_on"], name="routine_of_place"),
        ),
        migrations.AddIndex(
            model_name="expectedretiree",
            index=models.Index(condition=models.Q(("due_on__isnull", False)), fields=["due_on"], name="routine_due"),
        ),
        migrations.AddIndex(
            model_name="expectedretiree",
            index=models.Index(
                condition=models.Q(("batch_id__isnull", False)), fields=["batch_id"], name="routine_of_batch"
            ),
        ),
        migrations.AddIndex(
            model_name="expectedretiree",
            index=models.Index(
                condition=models.Q(("retiree_id__isnull", False)), fields=["retiree_id"], name="routine_of_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.UniqueConstraint(fields=("enterprise", "id_no_index"), name="routine_person_once"),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retired_on__isnull", False), ("state__in", ["confirmed", "listed", "handed_over", "accepted"])
                    ),
                    models.Q(
                        models.Q(("state__in", ["confirmed", "listed", "handed_over", "accepted"]), _negated=True),
                        ("retired_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="routine_retired_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("batch_id__isnull", False), ("state__in", ["listed", "handed_over", "accepted"])),
                    models.Q(
                        models.Q(("state__in", ["listed", "handed_over", "accepted"]), _negated=True),
                        ("batch_id__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="routine_listed_has_batch",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), models.Q(("withdraw_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "withdrawn"), _negated=True), ("withdraw_reason", "")),
                    _connector="OR",
                ),
                name="routine_withdrawn_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_on__isnull", False),
                        ("ended_on__isnull", True),
                        ("state__in", ["expected", "confirmed", "listed"]),
                    ),
                    models.Q(("due_on__isnull", True), ("ended_on__isnull", True), ("state", "handed_over")),
                    models.Q(
                        ("due_on__isnull", True), ("ended_on__isnull", False), ("state__in", ["accepted", "withdrawn"])
                    ),
                    _connector="OR",
                ),
                name="routine_due_while_in_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedretiree",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_on__day", 1), ("statutory_on__day", 1)),
                name="routine_months_are_first_days",
            ),
        ),
        migrations.AddIndex(
            model_name="routineentry",
            index=models.Index(fields=["act_id"], name="routine_entry_act"),
        ),
    ]
