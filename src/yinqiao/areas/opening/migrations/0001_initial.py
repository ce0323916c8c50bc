"""Tables of the opening load."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

import yinqiao.platform.database.functions


class Migration(migrations.Migration):
    """Runs, rows, mappings, figures, old numbers, periods and differences."""

    initial = True

    dependencies = [("database", "0001_functions")]

    operations = [
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                ("header", models.CharField(max_length=120, unique=True, verbose_name="表头")),
                (
                    "field",
                    models.CharField(
                        blank=True, default="", help_text="空表示这一列不采用", max_length=40, verbose_name="字段"
                    ),
                ),
            ],
            options={
                "verbose_name": "旧系统表头记忆",
            },
        ),
        migrations.CreateModel(
            name="Mapping",
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
                    "side",
                    models.CharField(
                        choices=[("place", "社区"), ("enterprise", "企业")], max_length=12, verbose_name="种类"
                    ),
                ),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                ("old_name", models.CharField(max_length=200, verbose_name="旧系统中的名称或代码")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unknown", "待对应"),
                            ("auto", "自动对应"),
                            ("chosen", "人工对应"),
                            ("excluded", "不入库"),
                        ],
                        max_length=10,
                        verbose_name="对应情况",
                    ),
                ),
                ("enterprise_id", models.IntegerField(null=True, verbose_name="对应的企业")),
                ("to_place", models.IntegerField(null=True, verbose_name="对应的社区")),
                ("rows", models.IntegerField(default=0, verbose_name="最近一次的行数")),
                ("words", models.CharField(blank=True, default="", max_length=300, verbose_name="不入库的原因")),
                ("decided_name", models.CharField(blank=True, default="", max_length=64, verbose_name="办理人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="办理时刻")),
            ],
            options={
                "verbose_name": "新旧对应",
                "constraints": [models.UniqueConstraint(fields=("side", "old_name"), name="opening_mapping_once")],
            },
        ),
        migrations.CreateModel(
            name="OldNumber",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "number", "retiree_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(db_collation="C", max_length=40, verbose_name="旧系统编号")),
                ("retiree_id", models.UUIDField(verbose_name="退休人员")),
                ("run_id", models.UUIDField(verbose_name="批次")),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                ("system", models.CharField(max_length=60, verbose_name="旧系统名称")),
                ("accepted_on", models.DateField(verbose_name="接收日期")),
            ],
            options={
                "verbose_name": "旧系统编号",
                "indexes": [models.Index(fields=["retiree_id"], name="opening_number_person")],
            },
        ),
        migrations.CreateModel(
            name="OldRow",
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
                ("run_id", models.UUIDField(verbose_name="批次")),
                ("row_no", models.IntegerField(verbose_name="行号")),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "可入库"),
                            ("known", "登记簿已有"),
                            ("held", "待处理"),
                            ("explained", "已说明"),
                            ("mended", "改正后已入库"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=48, verbose_name="原因")),
                ("field", models.CharField(blank=True, default="", max_length=40, verbose_name="列")),
                ("args", models.JSONField(null=True, verbose_name="参数")),
                (
                    "explanation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("twice", "旧系统重复登记"),
                            ("deceased", "本人已去世"),
                            ("left", "已迁出本市"),
                            ("not_ours", "不属于本市社会化管理"),
                            ("no_material", "资料无法补齐，另行登记"),
                            ("other", "其他（须说明）"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="说明类别",
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                ("explained_name", models.CharField(blank=True, default="", max_length=64, verbose_name="说明人")),
                ("explained_at", models.DateTimeField(null=True, verbose_name="说明时刻")),
                ("mended_by", models.UUIDField(null=True, verbose_name="改正后入库的批次")),
                ("old_no", models.CharField(blank=True, default="", max_length=40, verbose_name="旧系统编号")),
                (
                    "old_enterprise",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="旧系统中的企业"),
                ),
                ("old_place", models.CharField(blank=True, default="", max_length=200, verbose_name="旧系统中的社区")),
                ("accepted_on", models.DateField(null=True, verbose_name="接收日期")),
                ("contacted_on", models.DateField(null=True, verbose_name="最近联系日期")),
                ("enterprise_id", models.IntegerField(null=True, verbose_name="企业")),
                ("to_place", models.IntegerField(null=True, verbose_name="归入")),
                (
                    "route_how",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=16,
                        verbose_name="归入依据",
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=60, verbose_name="姓名")),
                ("sex", models.SmallIntegerField(null=True, verbose_name="性别")),
                ("born_on", models.DateField(null=True, verbose_name="出生日期")),
                ("ethnic_group", models.CharField(max_length=2, null=True, verbose_name="民族")),
                ("political_status", models.CharField(max_length=2, null=True, verbose_name="政治面貌")),
                ("education", models.CharField(max_length=2, null=True, verbose_name="文化程度")),
                ("work_start_on", models.DateField(null=True, verbose_name="参加工作时间")),
                ("retired_on", models.DateField(null=True, verbose_name="退休年月")),
                ("retirement_type", models.CharField(max_length=24, null=True, verbose_name="退休类别")),
                ("former_unit", models.CharField(max_length=100, null=True, verbose_name="原工作单位")),
                ("former_post", models.CharField(max_length=60, null=True, verbose_name="原任职务")),
                ("archive_no", models.CharField(max_length=40, null=True, verbose_name="档号")),
                ("archive_place", models.CharField(max_length=100, null=True, verbose_name="档案存放地点")),
                ("party_branch", models.CharField(max_length=100, null=True, verbose_name="所在党支部")),
                ("id_no_index", models.BinaryField(null=True, verbose_name="身份证号索引")),
                ("id_tail_index", models.BigIntegerField(null=True, verbose_name="身份证号后四位索引")),
                ("phone_index", models.BigIntegerField(null=True, verbose_name="手机索引")),
                ("facts", models.BinaryField(help_text="只有可以入库的行才有", null=True, verbose_name="密文资料")),
                ("facts_digest", models.BinaryField(null=True, verbose_name="密文资料校验值")),
                ("former_name", models.CharField(max_length=200, null=True, verbose_name="曾用名")),
            ],
            options={
                "verbose_name": "旧系统数据行",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "ready"), _negated=True),
                        fields=["run_id", "state", "row_no"],
                        name="opening_row_standing",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("run_id", "row_no"), name="opening_row_once")],
            },
        ),
        migrations.CreateModel(
            name="Period",
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
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                ("system", models.CharField(max_length=60, verbose_name="旧系统名称")),
                ("begun_on", models.DateField(verbose_name="开始日期")),
                ("begun_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("closed_on", models.DateField(null=True, verbose_name="结束日期")),
                ("closed_name", models.CharField(blank=True, default="", max_length=64, verbose_name="结束办理人")),
                ("words", models.CharField(blank=True, default="", max_length=300, verbose_name="结论")),
            ],
            options={
                "verbose_name": "并行比对",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)), fields=("place_no",), name="opening_one_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
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
                ("run_no", models.CharField(max_length=24, unique=True, verbose_name="批次号")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("load", "入库"), ("compare", "并行比对")], max_length=8, verbose_name="用途"
                    ),
                ),
                ("system", models.CharField(max_length=60, verbose_name="旧系统名称")),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                ("file_id", models.UUIDField(verbose_name="文件原件")),
                ("file_sha256", models.CharField(max_length=64, verbose_name="原件校验值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "已上传"),
                            ("checking", "检查中"),
                            ("refused", "文件不能读取"),
                            ("rehearsed", "已演练"),
                            ("proposed", "待确认入库"),
                            ("loading", "入库中"),
                            ("loaded", "已入库"),
                            ("undoing", "撤回中"),
                            ("undone", "已撤回入库"),
                            ("thrown_away", "演练已清除"),
                            ("compared", "已比对"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "refusal_code",
                    models.CharField(blank=True, default="", max_length=64, verbose_name="不能办理的原因"),
                ),
                ("refusal_text", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                ("sheet_name", models.CharField(blank=True, default="", max_length=100, verbose_name="工作表")),
                ("header", models.JSONField(default=dict, verbose_name="表头识别")),
                (
                    "counts",
                    models.JSONField(
                        default=dict,
                        help_text="行数、可入库、已有、待处理、已说明，或各类差异的数量",
                        verbose_name="统计",
                    ),
                ),
                (
                    "findings",
                    models.JSONField(default=list, help_text="各类问题的代码、程度与行数", verbose_name="检查发现"),
                ),
                ("progress_step", models.CharField(blank=True, default="", max_length=32, verbose_name="进度步骤")),
                ("progress_done", models.IntegerField(default=0, verbose_name="已完成")),
                ("progress_total", models.IntegerField(default=0, verbose_name="总量")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="上传时刻"),
                ),
                ("created_by", models.UUIDField(null=True, verbose_name="上传人")),
                ("created_name", models.CharField(blank=True, default="", max_length=64, verbose_name="上传人姓名")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="演练时刻")),
                ("proposed_at", models.DateTimeField(null=True, verbose_name="提请时刻")),
                ("proposed_by", models.UUIDField(null=True, verbose_name="提请人")),
                ("proposed_name", models.CharField(blank=True, default="", max_length=64, verbose_name="提请人姓名")),
                ("paper_no", models.CharField(blank=True, default="", max_length=60, verbose_name="对账单文号")),
                ("signed_on", models.DateField(null=True, verbose_name="签字日期")),
                ("confirmed_by", models.UUIDField(null=True, verbose_name="确认人")),
                ("confirmed_name", models.CharField(blank=True, default="", max_length=64, verbose_name="确认人姓名")),
                ("loaded_at", models.DateTimeField(null=True, verbose_name="入库时刻")),
                ("load_act", models.UUIDField(null=True, verbose_name="入库办理")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="清除或撤回时刻")),
            ],
            options={
                "verbose_name": "旧系统数据",
                "indexes": [models.Index(fields=["-created_at"], name="opening_run_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("purpose", "load"),
                            models.Q(("state__in", ["thrown_away", "undone", "refused"]), _negated=True),
                        ),
                        fields=("file_sha256",),
                        name="opening_same_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["loading", "loaded", "undoing"]), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("proposed_by__isnull", False),
                                ("signed_on__isnull", False),
                                models.Q(("proposed_by", models.F("confirmed_by")), _negated=True),
                                models.Q(("paper_no", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="opening_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Difference",
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
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_here", "旧系统有、本系统没有"),
                            ("not_there", "本系统有、旧系统没有"),
                            ("place", "所属社区不同"),
                            ("field", "信息不同"),
                        ],
                        max_length=10,
                        verbose_name="差异",
                    ),
                ),
                ("field", models.CharField(blank=True, default="", max_length=24, verbose_name="信息")),
                ("who", models.CharField(help_text="旧系统编号；没有的为登记编号", max_length=40, verbose_name="对象")),
                ("old_no", models.CharField(blank=True, default="", max_length=40, verbose_name="旧系统编号")),
                ("name", models.CharField(blank=True, default="", max_length=60, verbose_name="姓名")),
                ("retiree_id", models.UUIDField(null=True, verbose_name="退休人员")),
                ("owner_place", models.IntegerField(verbose_name="由谁处理")),
                ("old_to_place", models.IntegerField(null=True, verbose_name="旧系统中的社区")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("held_back", "入库时没有入库的行"),
                            ("new_there", "旧系统新增"),
                            ("gone_there", "旧系统已删除"),
                            ("new_here", "本系统新增"),
                            ("changed_here", "本系统有改动"),
                            ("changed_there", "旧系统有改动"),
                        ],
                        max_length=16,
                        verbose_name="可能原因",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待处理"), ("explained", "已说明"), ("settled", "已一致")],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("first_seen_on", models.DateField(verbose_name="首次发现")),
                ("last_seen_on", models.DateField(verbose_name="最近发现")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ours", "以本系统为准"),
                            ("theirs", "以旧系统为准，已安排更正"),
                            ("twice", "旧系统重复登记"),
                            ("not_ours", "不属于本市社会化管理"),
                            ("other", "其他（须说明）"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="结论",
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=300, verbose_name="说明")),
                ("explained_name", models.CharField(blank=True, default="", max_length=64, verbose_name="说明人")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="opening.period",
                        verbose_name="并行比对",
                    ),
                ),
            ],
            options={
                "verbose_name": "新旧差异",
                "constraints": [
                    models.UniqueConstraint(fields=("period", "kind", "field", "who"), name="opening_difference_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place_no", models.IntegerField(verbose_name="所属城市")),
                (
                    "side",
                    models.CharField(
                        choices=[("place", "社区"), ("enterprise", "企业")], max_length=12, verbose_name="分组"
                    ),
                ),
                ("label", models.CharField(blank=True, default="", max_length=200, verbose_name="旧系统名称")),
                ("to_place", models.IntegerField(null=True, verbose_name="对应的社区")),
                ("enterprise_id", models.IntegerField(null=True, verbose_name="对应的企业")),
                ("rows", models.IntegerField(verbose_name="旧系统人数")),
                ("ready", models.IntegerField(verbose_name="入库")),
                ("known", models.IntegerField(verbose_name="登记簿已有")),
                ("mended", models.IntegerField(verbose_name="改正后入库")),
                ("explained", models.IntegerField(verbose_name="已说明")),
                ("held", models.IntegerField(verbose_name="待处理")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="opening.run",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "入库对账",
                "constraints": [
                    models.UniqueConstraint(fields=("run", "side", "label"), name="opening_figure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("ready"), "+", models.F("known")
                                            ),
                                            "+",
                                            models.F("mended"),
                                        ),
                                        "+",
                                        models.F("explained"),
                                    ),
                                    "+",
                                    models.F("held"),
                                ),
                            )
                        ),
                        name="opening_figure_adds_up",
                    ),
                ],
            },
        ),
    ]
