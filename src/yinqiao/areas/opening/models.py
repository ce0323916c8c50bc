"""Tables of the opening load: tables of the old system, their rows, what old names mean, figures, old numbers, differences.

`place_no` is everywhere the city's own number: whoever does not reach the city as a whole sees none of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.opening.types import (
    Cause,
    DifferenceKind,
    DifferenceState,
    Explanation,
    MappingState,
    Purpose,
    RowState,
    RunState,
    Side,
    Verdict,
)
from yinqiao.areas.rosters.types import RouteHow, SheetReading
from yinqiao.platform.database.functions import UUID7


class Run(models.Model):
    """One table of the old system: its file, its rehearsal, its load, or its comparison with the register."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    run_no = models.CharField("批次号", max_length=24, unique=True)
    purpose = models.CharField("用途", max_length=8, choices=Purpose.choices())
    system = models.CharField("旧系统名称", max_length=60)
    place_no = models.IntegerField("所属城市")
    file_id = models.UUIDField("文件原件")
    file_sha256 = models.CharField("原件校验值", max_length=64)
    state = models.CharField("状态", max_length=12, choices=RunState.choices())
    refusal_code = models.CharField("不能办理的原因", max_length=64, blank=True, default="")
    refusal_text = models.CharField("说明", max_length=300, blank=True, default="")
    sheet_name = models.CharField("工作表", max_length=100, blank=True, default="")
    header = models.JSONField("表头识别", default=dict)
    counts = models.JSONField("统计", default=dict, help_text="行数、可入库、已有、待处理、已说明，或各类差异的数量")
    findings = models.JSONField("检查发现", default=list, help_text="各类问题的代码、程度与行数")
    progress_step = models.CharField("进度步骤", max_length=32, blank=True, default="")
    progress_done = models.IntegerField("已完成", default=0)
    progress_total = models.IntegerField("总量", default=0)
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    created_by = models.UUIDField("上传人", null=True)
    created_name = models.CharField("上传人姓名", max_length=64, blank=True, default="")
    checked_at = models.DateTimeField("演练时刻", null=True)
    proposed_at = models.DateTimeField("提请时刻", null=True)
    proposed_by = models.UUIDField("提请人", null=True)
    proposed_name = models.CharField("提请人姓名", max_length=64, blank=True, default="")
    paper_no = models.CharField("对账单文号", max_length=60, blank=True, default="")
    signed_on = models.DateField("签字日期", null=True)
    confirmed_by = models.UUIDField("确认人", null=True)
    confirmed_name = models.CharField("确认人姓名", max_length=64, blank=True, default="")
    loaded_at = models.DateTimeField("入库时刻", null=True)
    load_act = models.UUIDField("入库办理", null=True)
    ended_at = models.DateTimeField("清除或撤回时刻", null=True)

    class Meta:
        verbose_name = "旧系统数据"
        indexes = [models.Index(fields=["-created_at"], name="opening_run_newest")]
        constraints = [
            # The same table sent twice to be loaded is one run, until it was put away.
            models.UniqueConstraint(
                fields=["file_sha256"],
                condition=Q(purpose="load") & ~Q(state__in=["thrown_away", "undone", "refused"]),
                name="opening_same_file",
            ),
            # Nothing is loaded without two people and the paper that both sides signed.
            models.CheckConstraint(
                condition=~Q(state__in=["loading", "loaded", "undoing"])
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False, signed_on__isnull=False)
                & ~Q(proposed_by=models.F("confirmed_by")) & ~Q(paper_no=""),
                name="opening_two_people",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.run_no

    @property
    def reading(self) -> SheetReading:
        """How its file was read."""
        return SheetReading(self.sheet_name, self.header)


class OldRow(models.Model):
    """One row of a table that is to be loaded, as the register would take it; of one that does not load, only who is meant.

    `facts` is bound to the row's id, which becomes the id of the person (decision 0005).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    run_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    place_no = models.IntegerField("所属城市")
    state = models.CharField("结果", max_length=10, choices=RowState.choices())
    reason = models.CharField("原因", max_length=48, blank=True, default="")
    field = models.CharField("列", max_length=40, blank=True, default="")
    args = models.JSONField("参数", null=True)
    explanation = models.CharField("说明类别", max_length=16, blank=True, default="", choices=Explanation.choices())
    words = models.CharField("说明", max_length=300, blank=True, default="")
    explained_name = models.CharField("说明人", max_length=64, blank=True, default="")
    explained_at = models.DateTimeField("说明时刻", null=True)
    mended_by = models.UUIDField("改正后入库的批次", null=True)
    old_no = models.CharField("旧系统编号", max_length=40, blank=True, default="")
    old_enterprise = models.CharField("旧系统中的企业", max_length=120, blank=True, default="")
    old_place = models.CharField("旧系统中的社区", max_length=200, blank=True, default="")
    accepted_on = models.DateField("接收日期", null=True)
    contacted_on = models.DateField("最近联系日期", null=True)
    enterprise_id = models.IntegerField("企业", null=True)
    to_place = models.IntegerField("归入", null=True)
    route_how = models.CharField("归入依据", max_length=16, blank=True, default="", choices=RouteHow.choices())
    name = models.CharField("姓名", max_length=60, blank=True, default="")
    sex = models.SmallIntegerField("性别", null=True)
    born_on = models.DateField("出生日期", null=True)
    ethnic_group = models.CharField("民族", max_length=2, null=True)
    political_status = models.CharField("政治面貌", max_length=2, null=True)
    education = models.CharField("文化程度", max_length=2, null=True)
    work_start_on = models.DateField("参加工作时间", null=True)
    retired_on = models.DateField("退休年月", null=True)
    retirement_type = models.CharField("退休类别", max_length=24, null=True)
    former_unit = models.CharField("原工作单位", max_length=100, null=True)
    former_post = models.CharField("原任职务", max_length=60, null=True)
    archive_no = models.CharField("档号", max_length=40, null=True)
    archive_place = models.CharField("档案存放地点", max_length=100, null=True)
    party_branch = models.CharField("所在党支部", max_length=100, null=True)
    id_no_index = models.BinaryField("身份证号索引", null=True)
    id_tail_index = models.BigIntegerField("身份证号后四位索引", null=True)
    phone_index = models.BigIntegerField("手机索引", null=True)
    facts = models.BinaryField("密文资料", null=True, help_text="只有可以入库的行才有")
    facts_digest = models.BinaryField("密文资料校验值", null=True)
    former_name = models.CharField("曾用名", max_length=200, null=True)

    class Meta:
        verbose_name = "旧系统数据行"
        # What does not load is asked for all the time, and is little.
        indexes = [
            models.Index(fields=["run_id", "state", "row_no"], condition=~Q(state="ready"), name="opening_row_standing"),
        ]  # fmt: skip
        constraints = [models.UniqueConstraint(fields=["run_id", "row_no"], name="opening_row_once")]


class Figure(models.Model):
    """How many rows of a run a community or enterprise of the old system has, and what became of them. Kept for good."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="figures", verbose_name="批次")
    place_no = models.IntegerField("所属城市")
    side = models.CharField("分组", max_length=12, choices=Side.choices())
    label = models.CharField("旧系统名称", max_length=200, blank=True, default="")
    to_place = models.IntegerField("对应的社区", null=True)
    enterprise_id = models.IntegerField("对应的企业", null=True)
    rows = models.IntegerField("旧系统人数")
    ready = models.IntegerField("入库")
    known = models.IntegerField("登记簿已有")
    mended = models.IntegerField("改正后入库")
    explained = models.IntegerField("已说明")
    held = models.IntegerField("待处理")

    class Meta:
        verbose_name = "入库对账"
        constraints = [
            models.UniqueConstraint(fields=["run", "side", "label"], name="opening_figure_once"),
            models.CheckConstraint(
                condition=Q(
                    rows=models.F("ready") + models.F("known") + models.F("mended") + models.F("explained") + models.F("held")
                ),
                name="opening_figure_adds_up",
            ),
        ]  # fmt: skip


class Mapping(models.Model):
    """What an enterprise or community of the old system is called here; kept from one rehearsal to the next."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    side = models.CharField("种类", max_length=12, choices=Side.choices())
    place_no = models.IntegerField("所属城市")
    old_name = models.CharField("旧系统中的名称或代码", max_length=200)
    state = models.CharField("对应情况", max_length=10, choices=MappingState.choices())
    enterprise_id = models.IntegerField("对应的企业", null=True)
    to_place = models.IntegerField("对应的社区", null=True)
    rows = models.IntegerField("最近一次的行数", default=0)
    words = models.CharField("不入库的原因", max_length=300, blank=True, default="")
    decided_name = models.CharField("办理人", max_length=64, blank=True, default="")
    decided_at = models.DateTimeField("办理时刻", null=True)

    class Meta:
        verbose_name = "新旧对应"
        constraints = [models.UniqueConstraint(fields=["side", "old_name"], name="opening_mapping_once")]


class ColumnMemory(models.Model):
    """Which column of the old system's table holds what, once a person has said so."""

    place_no = models.IntegerField("所属城市")
    header = models.CharField("表头", max_length=120, unique=True)
    field = models.CharField("字段", max_length=40, blank=True, default="", help_text="空表示这一列不采用")

    class Meta:
        verbose_name = "旧系统表头记忆"


class OldNumber(models.Model):
    """The number that a person has in the old system, by which old papers still find the person."""

    pk = models.CompositePrimaryKey("number", "retiree_id")
    number = models.CharField("旧系统编号", max_length=40, db_collation="C")
    retiree_id = models.UUIDField("退休人员")
    run_id = models.UUIDField("批次")
    place_no = models.IntegerField("所属城市")
    system = models.CharField("旧系统名称", max_length=60)
    accepted_on = models.DateField("接收日期")

    class Meta:
        verbose_name = "旧系统编号"
        indexes = [models.Index(fields=["retiree_id"], name="opening_number_person")]


class Period(models.Model):
    """The weeks in which both systems run side by side; one at a time."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所属城市")
    system = models.CharField("旧系统名称", max_length=60)
    begun_on = models.DateField("开始日期")
    begun_name = models.CharField("办理人", max_length=64)
    closed_on = models.DateField("结束日期", null=True)
    closed_name = models.CharField("结束办理人", max_length=64, blank=True, default="")
    words = models.CharField("结论", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "并行比对"
        constraints = [
            models.UniqueConstraint(fields=["place_no"], condition=Q(closed_on__isnull=True), name="opening_one_period")
        ]


class Difference(models.Model):
    """One difference between the two systems: found by a daily table, standing until they agree or a person explains it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    period = models.ForeignKey(Period, models.CASCADE, related_name="differences", verbose_name="并行比对")
    place_no = models.IntegerField("所属城市")
    kind = models.CharField("差异", max_length=10, choices=DifferenceKind.choices())
    field = models.CharField("信息", max_length=24, blank=True, default="")
    who = models.CharField("对象", max_length=40, help_text="旧系统编号；没有的为登记编号")
    old_no = models.CharField("旧系统编号", max_length=40, blank=True, default="")
    name = models.CharField("姓名", max_length=60, blank=True, default="")
    retiree_id = models.UUIDField("退休人员", null=True)
    owner_place = models.IntegerField("由谁处理")
    old_to_place = models.IntegerField("旧系统中的社区", null=True)
    cause = models.CharField("可能原因", max_length=16, choices=Cause.choices())
    state = models.CharField("状态", max_length=10, choices=DifferenceState.choices())
    first_seen_on = models.DateField("首次发现")
    last_seen_on = models.DateField("最近发现")
    verdict = models.CharField("结论", max_length=16, blank=True, default="", choices=Verdict.choices())
    words = models.CharField("说明", max_length=300, blank=True, default="")
    explained_name = models.CharField("说明人", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "新旧差异"
        constraints = [
            models.UniqueConstraint(fields=["period", "kind", "field", "who"], name="opening_difference_once")
        ]
