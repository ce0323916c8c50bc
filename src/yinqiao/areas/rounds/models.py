"""Rounds that were taken to a telephone, and what became of each of their people."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinqiao.areas.rounds.types import ItemState, PlanState, RoundState, Unplaced, reason_of
from yinqiao.platform.database.functions import UUID7


class Round(models.Model):
    """A round: who took it when, for which place, until when; how it ended. Its words and addresses are nowhere here."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("范围")
    officer_id = models.UUIDField("取走人账户", null=True)
    officer_name = models.CharField("取走人", max_length=64)
    purpose = models.CharField("用途", max_length=100)
    taken_at = models.DateTimeField("取走时刻")
    day = models.DateField("走访日期")
    state = models.CharField("状态", max_length=10, choices=RoundState.choices(), db_default="out")
    over_at = models.DateTimeField("结束时刻", null=True)
    over_name = models.CharField("结束人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "走访"
        indexes = [models.Index(fields=["place_no", "-taken_at"], name="rounds_round_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="out", over_at__isnull=True) | (~Q(state="out") & Q(over_at__isnull=False)),
                name="rounds_end_has_moment",
            )
        ]


class Item(models.Model):
    """One person of a round. Its id is the key by which a recording is taken in once and only once."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="items", db_index=False, verbose_name="走访")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    ordinal = models.SmallIntegerField("序号")
    duties = ArrayField(models.UUIDField(), verbose_name="应办服务")
    state = models.CharField("状态", max_length=10, choices=ItemState.choices(), db_default="out")
    code = models.CharField("原因代码", max_length=40, blank=True, db_default="")
    answered_at = models.DateTimeField("答复时刻", null=True)
    told_at = models.DateTimeField("登记时刻", null=True)
    digest = models.BinaryField("所收内容的摘要", null=True)
    is_note = models.BooleanField("只作备注", db_default=False)
    delivery_id = models.UUIDField("服务登记", null=True)

    class Meta:
        verbose_name = "走访对象"
        constraints = [
            models.UniqueConstraint(fields=["round", "retiree"], name="rounds_person_once"),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(answered_at__isnull=False, told_at__isnull=False),
                name="rounds_received_has_moment",
            ),
        ]

    @property
    def receipt(self) -> str:
        """The number of the receipt, as the telephone showed it."""
        return self.pk.hex[-8:].upper()

    @property
    def reason(self) -> str:
        """Why it was not taken in, in short."""
        return reason_of(self.code)


class Plan(models.Model):
    """The plan of one week of a community: made, changed by hand, confirmed. Where people live is nowhere here."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("社区")
    monday = models.DateField("周一")
    until = models.DateField("列入的最晚期限")
    state = models.CharField("状态", max_length=10, choices=PlanState.choices(), db_default="draft")
    left_out = models.IntegerField("超过人数上限没有列入的人数", db_default=0)
    made_at = models.DateTimeField("编排时刻")
    made_name = models.CharField("编排人", max_length=64)
    confirmed_at = models.DateTimeField("确认时刻", null=True)
    confirmed_name = models.CharField("确认人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "一周走访计划"
        constraints = [models.UniqueConstraint(fields=["place_no", "monday"], name="rounds_week_once")]


class PlanShift(models.Model):
    """How many minutes an officer has for visits on a day; none while away."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="shifts", db_index=False, verbose_name="计划")
    officer_no = models.SmallIntegerField("走访人序号")
    officer_id = models.UUIDField("走访人账户", null=True)
    officer_name = models.CharField("走访人", max_length=64)
    day = models.DateField("日期")
    minutes = models.SmallIntegerField("外出分钟数")

    class Meta:
        verbose_name = "走访人外出时间"
        constraints = [
            models.UniqueConstraint(fields=["plan", "officer_no", "day"], name="rounds_shift_once"),
            models.CheckConstraint(condition=Q(minutes__gte=0, minutes__lte=720), name="rounds_shift_within_day"),
        ]


class PlanVisit(models.Model):
    """Somebody to visit within a plan: by whom on which day as which one, or why not."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="visits", db_index=False, verbose_name="计划")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    duties = ArrayField(models.UUIDField(), verbose_name="应办服务")
    due_on = models.DateField("期限")
    early_on = models.DateField("约定日期", null=True)
    minutes = models.SmallIntegerField("走访分钟数")
    officer_no = models.SmallIntegerField("走访人序号", null=True)
    day = models.DateField("日期", null=True)
    ordinal = models.SmallIntegerField("次序", db_default=0)
    way_minutes = models.SmallIntegerField("路上分钟数", db_default=0)
    is_pinned = models.BooleanField("人工指定", db_default=False)
    reason = models.CharField("没有排入的原因", max_length=10, choices=Unplaced.choices(), blank=True, db_default="")

    class Meta:
        verbose_name = "计划走访"
        constraints = [
            models.UniqueConstraint(fields=["plan", "retiree"], name="rounds_planned_once"),
            models.CheckConstraint(
                condition=Q(day__isnull=True, officer_no__isnull=True) & ~Q(reason="")
                | Q(day__isnull=False, officer_no__isnull=False, reason=""),
                name="rounds_planned_or_why_not",
            ),
        ]
