"""Tables of roster rows and offers. A row keeps its cells sealed; only what routing and matching need is open."""

from __future__ import annotations

from django.db import models

from yinqiao.areas.handover.types import OfferState, RowState
from yinqiao.areas.rosters.types import RouteHow, RowChange
from yinqiao.platform.database.functions import UUID7


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


class Offer(models.Model):
    """One person offered to one place: accepted, returned with a reason, withdrawn, or risen because nobody answered."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, verbose_name="退休人员", db_constraint=False, db_index=False
    )
    name = models.CharField("姓名", max_length=60, help_text="移交时的姓名：迁居时新社区接收前还看不到登记")
    born_on = models.DateField("出生日期")
    batch = models.ForeignKey(
        "lists.Batch", models.PROTECT, null=True, verbose_name="批次", db_constraint=False, db_index=False
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
