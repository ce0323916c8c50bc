"""Attempts to reach people, declarations, the last day of contact, and the view of everything that speaks for a loss."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.lost_contact.types import Answer, CaseState, Outcome, Signal
from yinqiao.platform.database.functions import UUID7


class ContactAttempt(models.Model):
    """One attempt to reach somebody; it is never changed, only made void."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    outcome = models.CharField("结果", max_length=16, choices=Outcome.choices())
    occurred_on = models.DateField("日期")
    author_name = models.CharField("记录人", max_length=64)
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())
    voided_at = models.DateTimeField("作废时刻", null=True)
    voided_name = models.CharField("作废人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "联系记录"


class LostCase(models.Model):
    """A person declared somebody lost: why, until when the next step is due, how it ended."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    state = models.CharField("状态", max_length=12, choices=CaseState.choices(), db_default="lost")
    reason = models.CharField("认定原因", max_length=24)
    declared_on = models.DateField("认定日期")
    declared_name = models.CharField("认定人", max_length=64)
    next_on = models.DateField("下一步日期")
    way = models.CharField("找回途径", max_length=24, blank=True, db_default="")
    closed_on = models.DateField("办结日期", null=True)
    closed_name = models.CharField("办结人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "失联认定"
        constraints = [
            models.UniqueConstraint(fields=["retiree"], condition=Q(state="lost"), name="lost_contact_declared_once"),
            models.CheckConstraint(
                condition=Q(state="lost", closed_on__isnull=True) | (~Q(state="lost") & Q(closed_on__isnull=False)),
                name="lost_contact_end_has_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="found") & ~Q(way="")) | (~Q(state="found") & Q(way="")),
                name="lost_contact_found_has_way",
            ),
        ]


class SearchStep(models.Model):
    """A step of the search plan that was taken, and what came of it; it is never changed, only made void."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey("lost_contact.LostCase", models.CASCADE, related_name="steps", verbose_name="失联认定")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    code = models.CharField("步骤", max_length=24)
    answer = models.CharField("结果", max_length=12, choices=Answer.choices())
    taken_on = models.DateField("日期")
    letter_no = models.CharField("函号", max_length=60, blank=True, db_default="")
    author_name = models.CharField("记录人", max_length=64)
    recorded_at = models.DateTimeField("记录时刻", db_default=Now())
    voided_at = models.DateTimeField("作废时刻", null=True)
    voided_name = models.CharField("作废人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "查找步骤"
        indexes = [models.Index(fields=["case", "code"], name="lost_contact_step_of_case")]
        constraints = [
            # A letter to an office without its number is no letter.
            models.CheckConstraint(condition=~Q(answer="asked") | ~Q(letter_no=""), name="lost_contact_letter_has_no"),
        ]


class Reached(models.Model):
    """The last day on which there was contact with a person, of whatever kind: kept by whoever notes a contact."""

    retiree = models.OneToOneField(
        "retirees.Retiree", models.CASCADE, primary_key=True, related_name="+", db_constraint=False, verbose_name="人员"
    )
    last_on = models.DateField("最近联系日期")

    class Meta:
        verbose_name = "最近联系"


class SignalRow(models.Model):
    """One thing that speaks for a lost contact: a row of a view, each table behind it seen through its own policies."""

    id = models.CharField("编号", primary_key=True, max_length=64)
    retiree_id = models.UUIDField("人员")
    enterprise_id = models.IntegerField("原企业")
    place_no = models.IntegerField("所属社区")
    name = models.CharField("姓名", max_length=60)
    signal = models.CharField("信号", max_length=16, choices=[*Outcome.choices(), *Signal.choices()])
    since = models.DateField("自")
    last_on = models.DateField("最近联系日期", null=True)
    held_on = models.DateField("接收日期")
    next_on = models.DateField("下一步日期", null=True)

    class Meta:
        managed = False
        db_table = "lost_contact_signal"
        verbose_name = "失联信号"
