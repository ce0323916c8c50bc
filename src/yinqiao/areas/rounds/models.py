"""Rounds that were taken to a telephone, and what became of each of their people."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yinqiao.areas.rounds.types import ItemState, RoundState, reason_of
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
