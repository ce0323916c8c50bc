"""Tables of rosters and offers. A roster row keeps its cells sealed; only what routing and matching need is open."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.handover.types import BatchState, OfferState, RowState
from yinqiao.areas.rosters.types import RouteHow, RowChange, SheetReading
from yinqiao.platform.database.functions import UUID7


class Batch(models.Model):
    """One uploaded roster of one enterprise: its file, its check, its submission."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    batch_no = models.CharField("批次号", max_length=24, unique=True)
    enterprise = models.ForeignKey("organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False)
    file_id = models.UUIDField("名册原件")
    file_sha256 = models.CharField("原件校验值", max_length=64)
    annotated_file_id = models.UUIDField("批注名册", null=True)
    state = models.CharField("状态", max_length=12, choices=BatchState.choices())
    refusal_code = models.CharField("不能读取的原因", max_length=64, blank=True, default="")
    refusal_text = models.CharField("说明", max_length=300, blank=True, default="")
    sheet_name = models.CharField("工作表", max_length=100, blank=True, default="")
    layout = models.JSONField(
        "经办人指定", default=dict, db_default=models.Value({}, models.JSONField()),
        help_text="工作表、表头起始行、表头行数；空表示由系统识别",
    )  # fmt: skip
    header = models.JSONField("表头识别", default=dict, help_text="表头行、数据起始行、各列对应的字段与识别方式")
    counts = models.JSONField("统计", default=dict, help_text="行数、可提交、需修改、各类问题、新增、变更、无变化")
    progress_step = models.CharField("进度步骤", max_length=32, blank=True, default="")
    progress_done = models.IntegerField("已完成", default=0)
    progress_total = models.IntegerField("总量", default=0)
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    created_by = models.UUIDField("上传人", null=True)
    created_name = models.CharField("上传人姓名", max_length=64, blank=True, default="")
    checked_at = models.DateTimeField("检查完成", null=True)
    submitted_at = models.DateTimeField("提交时刻", null=True)
    submit_act = models.UUIDField("提交办理", null=True)
    undone_at = models.DateTimeField("撤回时刻", null=True)

    class Meta:
        verbose_name = "移交批次"
        indexes = [models.Index(fields=["enterprise", "-created_at"], name="handover_batch_enterprise")]
        constraints = [
            # The same file sent twice is one batch, until it is undone or was refused.
            models.UniqueConstraint(
                fields=["enterprise", "file_sha256"],
                condition=~models.Q(state__in=["undone", "refused"]),
                name="handover_batch_same_file",
            ),
        ]

    def __str__(self) -> str:
        return self.batch_no

    @property
    def reading(self) -> SheetReading:
        """How its file was read."""
        return SheetReading(self.sheet_name, self.header)

    def get_absolute_url(self) -> str:
        """The page of this batch."""
        return reverse("handover:batch", args=[self.pk])


class RosterRow(models.Model):
    """One row of a roster as the register would take it: what stands open there stands open here, the rest is sealed.

    `facts` is bound to `facts_id`, which becomes the id of a new person: the ciphertext moves into the register as it
    is (decision 0005).
    """

    pk = models.CompositePrimaryKey("batch_id", "row_no")
    batch_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    enterprise_id = models.IntegerField("企业")
    state = models.CharField("状态", max_length=12, choices=RowState.choices())
    change = models.CharField("对登记的影响", max_length=12, blank=True, default="", choices=RowChange.choices())
    changed_fields = models.JSONField("变更的字段", null=True)
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
    facts_id = models.UUIDField("密文所属编号", null=True)
    facts = models.BinaryField("密文资料", null=True, help_text="只有要登记或变更的行才有")
    facts_digest = models.BinaryField("密文资料校验值", null=True)
    former_name = models.CharField("曾用名", max_length=200, null=True)
    place_no = models.IntegerField("分派到", null=True)
    route_how = models.CharField("分派依据", max_length=16, blank=True, default="", choices=RouteHow.choices())
    retiree_id = models.UUIDField("退休人员", null=True)

    class Meta:
        verbose_name = "名册行"


class Finding(models.Model):
    """One finding of a roster check: where, what, how severe. The sentence is made from the catalogue at display."""

    id = models.BigAutoField(primary_key=True)
    batch_id = models.UUIDField("批次")
    row_no = models.IntegerField("行号")
    enterprise_id = models.IntegerField("企业")
    field = models.CharField("字段", max_length=40, blank=True, default="")
    code = models.CharField("代码", max_length=48)
    severity = models.CharField("程度", max_length=8, help_text="blocks 不能提交、warns 提醒、mended 已自动修正")
    args = models.JSONField("参数", null=True)

    class Meta:
        verbose_name = "检查发现"
        indexes = [models.Index(fields=["batch_id", "code", "row_no"], name="handover_finding_code")]


class HeaderMemory(models.Model):
    """How this enterprise's headers were understood last time, once a person confirmed or corrected it."""

    enterprise_id = models.IntegerField("企业")
    header = models.CharField("表头", max_length=120)
    field = models.CharField("字段", max_length=40, help_text="空表示这一列不采用")

    class Meta:
        verbose_name = "表头记忆"
        constraints = [models.UniqueConstraint(fields=["enterprise_id", "header"], name="handover_header_once")]


class Offer(models.Model):
    """One person offered to one place: accepted, returned with a reason, withdrawn, or risen because nobody answered."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, verbose_name="退休人员", db_constraint=False, db_index=False
    )
    name = models.CharField("姓名", max_length=60, help_text="移交时的姓名：迁居时新社区接收前还看不到登记")
    born_on = models.DateField("出生日期")
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, verbose_name="批次", db_constraint=False, db_index=False
    )
    enterprise_id = models.IntegerField("企业")
    place_no = models.IntegerField("移交到")
    route_how = models.CharField("分派依据", max_length=16, choices=RouteHow.choices())
    state = models.CharField("状态", max_length=12, choices=OfferState.choices())
    offered_on = models.DateField("移交日期")
    due_on = models.DateField("答复期限")
    risen_to = models.SmallIntegerField("上升层级", default=0, help_text="0 社区、1 街道、2 区县")
    decided_at = models.DateTimeField("答复时刻", null=True)
    decided_by = models.UUIDField("答复人", null=True)
    return_reason = models.CharField("退回原因", max_length=24, blank=True, default="")
    returned_from = models.IntegerField("退回的社区", null=True)
    returned_at = models.DateTimeField(
        "退回时刻", null=True, help_text="名册重新移交时退回即告结束，答复时刻随之改变；撤回该名册时据此恢复"
    )
    return_note = models.CharField("退回说明", max_length=300, blank=True, default="")
    answer_note = models.CharField("企业答复", max_length=300, blank=True, default="")
    contact_due_on = models.DateField("首次联系期限", null=True)
    contacted_on = models.DateField("首次联系日期", null=True)
    contacted_with = models.CharField(
        "核实对象", max_length=8, blank=True, default="", help_text="self 本人、proxy 受托人"
    )
    contact_card_no = models.CharField("联系卡号", max_length=24, blank=True, default="")

    class Meta:
        verbose_name = "移交接收"
        indexes = [
            # What waits, and what was accepted, is asked for by place; a batch lies within its enterprise.
            models.Index(fields=["state", "place_no"], name="handover_offer_stand"),
            models.Index(fields=["enterprise_id"], name="handover_offer_enterprise"),
        ]
        constraints = [
            # A person is offered to one place at a time, and one place holds the person. One index says both, and
            # finds the offers of a person: an offer is written and answered 88,000 times in a morning.
            models.UniqueConstraint(
                "retiree",
                models.Case(models.When(state="offered", then=1), models.When(state="accepted", then=2)),
                name="handover_one_open_one_held",
            ),
        ]
