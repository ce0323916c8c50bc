"""What is due to whom, how it was delivered, and the groups that a person's sealed facts tell of."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.duties.types import Condition, DutyState, Outcome, Service, Way
from yinqiao.platform.database.functions import UUID7


class KnownGroups(models.Model):
    """Which groups of the standards somebody's sealed facts name, as they stood when the digest was taken."""

    retiree = models.OneToOneField(
        "retirees.Retiree", models.CASCADE, primary_key=True, related_name="+", db_constraint=False, verbose_name="人员"
    )
    digest = models.BinaryField("所读密文的摘要", null=True)
    groups = ArrayField(models.CharField(max_length=16), verbose_name="人员类别", db_default=[])
    since = models.DateField("读取日期")

    class Meta:
        verbose_name = "服务标准所用人员类别"


class Delivery(models.Model):
    """One attempt to do something for somebody: by whom, how it ended. Its words are a note of the register, sealed there.

    Never changed but by being taken back.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, db_index=False, verbose_name="人员"
    )
    way = models.CharField("方式", max_length=8, choices=Way.choices())
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices())
    day = models.DateField("日期")
    condition = models.CharField("情况", max_length=8, choices=Condition.choices(), blank=True, db_default="")
    needs = ArrayField(models.CharField(max_length=12), verbose_name="需求", db_default=[])
    next_on = models.DateField("下次时间", null=True)
    note_id = models.UUIDField("走访与备注")
    case_id = models.UUIDField("联动事项", null=True)
    case_refusal = models.CharField("没有提成联动事项的原因", max_length=200, blank=True, db_default="")
    author_id = models.UUIDField("登记人账户", null=True)
    author_name = models.CharField("登记人", max_length=64)
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())
    undone_at = models.DateTimeField("撤销时刻", null=True)
    undone_name = models.CharField("撤销人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "服务登记"
        indexes = [models.Index(fields=["retiree", "-day"], name="duties_delivery_person")]


class Duty(models.Model):
    """Something due to a person: by which standard (and which text of it), at which time, until when, how it ended."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, db_index=False, verbose_name="人员"
    )
    standard = models.CharField("服务标准", max_length=40)
    service = models.CharField("服务", max_length=12, choices=Service.choices())
    occasion = models.CharField("期次", max_length=12)
    version = models.CharField("标准版本", max_length=80)
    opened_on = models.DateField("列入日期")
    due_on = models.DateField("期限")
    next_on = models.DateField("约定日期", null=True)
    state = models.CharField("状态", max_length=10, choices=DutyState.choices(), db_default="open")
    closed_on = models.DateField("了结日期", null=True)
    closed_name = models.CharField("了结人", max_length=64, blank=True, db_default="")
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, related_name="duties", db_constraint=False, verbose_name="服务登记"
    )

    class Meta:
        verbose_name = "应办服务"
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="duties_open")]
        constraints = [
            models.UniqueConstraint(fields=["retiree", "standard", "occasion"], name="duties_once"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="duties_end_has_day",
            ),
        ]
