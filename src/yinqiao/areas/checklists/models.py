"""Tables of checklists: the items of an agreement, and what was said and done about each, which never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.checklists.types import ItemState, ItemStep, SeenItem
from yinqiao.platform.database.functions import UUID7


class ChecklistItem(models.Model):
    """One item of an agreement's checklist. What it is and who owes it stands in the rulebook under its code."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="checklist", verbose_name="协议", db_index=False
    )
    enterprise_id = models.IntegerField("企业")
    place_no = models.IntegerField("接收方")
    code = models.CharField("事项", max_length=40)
    weight = models.IntegerField("分值")
    state = models.CharField("状态", max_length=12, choices=ItemState.choices())
    owner_name = models.CharField("责任人", max_length=60, blank=True, default="")
    due_on = models.DateField("期限")
    is_due_chosen = models.BooleanField("期限由经办人确定", default=False)
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "移交准备事项"
        indexes = [
            models.Index(fields=["enterprise_id", "state", "due_on"], name="checklists_of_enterprise"),
            models.Index(fields=["place_no", "state", "due_on"], name="checklists_of_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="checklists_item_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="checklists_item_weighs"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def checklist_url(self) -> str:
        """Its place in the checklist of its agreement."""
        return f"{reverse('checklists:checklist', args=[self.agreement_id])}#item-{self.code}"

    @property
    def seen(self) -> SeenItem:
        """This item as it was read."""
        return SeenItem(self.pk, self.lock_version)


class ChecklistEntry(models.Model):
    """What was said or done about an item, with the scan that goes with it. Never changed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="entries", verbose_name="事项")
    step = models.CharField("办理", max_length=12, choices=ItemStep.choices())
    remark = models.CharField("说明", max_length=500, blank=True, default="")
    file_id = models.UUIDField("附件", null=True)
    act_id = models.UUIDField("所属办理")
    author_name = models.CharField("办理人", max_length=64)
    author_unit = models.CharField("办理单位", max_length=120, blank=True, default="")
    written_at = models.DateTimeField("办理时刻", db_default=Now())

    class Meta:
        verbose_name = "准备事项办理记录"
