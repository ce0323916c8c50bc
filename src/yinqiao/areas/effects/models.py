"""What somebody has to do because of a change: one row per person, kind and cause, until settled or its cause is gone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.effects.types import Owner, State
from yinqiao.platform.database.functions import UUID7


class Followup(models.Model):
    """Whose turn it is, until when, from which act it follows, and with which code it was settled."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.CharField("事项", max_length=24)
    owner = models.CharField("责任方", max_length=12, choices=Owner.choices())
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    name = models.CharField("姓名", max_length=60, help_text="责任单位不一定看得到本人的登记，因此记在这里")
    born_on = models.DateField("出生日期", null=True)
    died_on = models.DateField("死亡日期", null=True)
    enterprise_id = models.IntegerField("责任企业", null=True)
    place_no = models.IntegerField("责任单位", null=True)
    detail = models.CharField("告知的内容", max_length=200, blank=True, db_default="")
    months = models.SmallIntegerField("可能多发月数", db_default=0)
    is_back = models.BooleanField("起因撤回后更正", db_default=False)
    cause_act = models.UUIDField("起因所属办理")
    opened_on = models.DateField("列入日期")
    opened_at = models.DateTimeField("列入时刻", db_default=Now())
    due_on = models.DateField("办理期限")
    state = models.CharField("状态", max_length=8, choices=State.choices(), db_default="open")
    outcome = models.CharField("办理结果", max_length=16, blank=True, db_default="")
    closed_at = models.DateTimeField("办结时刻", null=True)
    closed_name = models.CharField("办结人", max_length=64, blank=True, db_default="")
    closed_unit = models.CharField("办结单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "后续事项"
        indexes = [
            models.Index(fields=["retiree"], name="effects_followup_person"),
            models.Index(fields=["place_no", "due_on"], condition=Q(state="open"), name="effects_followup_place"),
            models.Index(fields=["enterprise_id", "due_on"], condition=Q(state="open"), name="effects_followup_firm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree", "kind", "cause_act", "owner", "place_no", "enterprise_id", "detail"], nulls_distinct=False,
                name="effects_followup_once",
            ),
            models.CheckConstraint(
                condition=Q(enterprise_id__isnull=True) ^ Q(place_no__isnull=True), name="effects_followup_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, outcome="")
                | Q(state="done", closed_at__isnull=False) & ~Q(outcome="")
                | Q(state="ended", closed_at__isnull=False, outcome=""),
                name="effects_followup_end",
            ),
            models.CheckConstraint(
                condition=Q(months=0) | Q(owner="agency", months__gt=0), name="effects_months_are_of_pay"
            ),
        ]  # fmt: skip
