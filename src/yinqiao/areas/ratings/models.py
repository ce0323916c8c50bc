"""Ratings: one for a case, a wish or an outcome of a matter, never changed; what was done about a bad one stands beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.areas.datarights.types import DataRequestKind
from yinqiao.areas.ratings.types import BAD, By, FollowUp, Grade
from yinqiao.platform.database.functions import UUID7


class Rating(models.Model):
    """What somebody said of a case, of how a wish about the own data was answered, or of what came of a matter. Words of both sides are ciphertext; officers are not ranked by it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    case = models.OneToOneField(
        "applications.Case", models.CASCADE, related_name="+", null=True, verbose_name="办件"
    )  # fmt: skip
    wish = models.OneToOneField(
        "datarights.DataRequest",
        models.CASCADE,
        related_name="+",
        null=True,
        db_constraint=False,
        verbose_name="个人信息请求",
    )
    matter = models.ForeignKey(
        "cases.Case", models.CASCADE, related_name="+", null=True, db_constraint=False, verbose_name="联动事项"
    )  # fmt: skip
    # Which end of the matter: done anew, it has another outcome.
    turn = models.IntegerField("重新办理次数", db_default=0)
    code = models.CharField("事项", max_length=32)
    grade = models.CharField("评价", max_length=8, choices=Grade.choices())
    words = models.BinaryField("说的话", null=True)
    by = models.CharField("方式", max_length=8, choices=By.choices())
    rated_on = models.DateField("评价日期")
    follow_up = models.CharField("回访", max_length=8, choices=FollowUp.choices())
    due_on = models.DateField("回访期限", null=True)
    closed_on = models.DateField("回访日期", null=True)
    outcome = models.BinaryField("回访结果", null=True)
    closed_name = models.CharField("回访人", max_length=64, blank=True, db_default="")
    closed_by = models.UUIDField("回访人账户", null=True)
    closed_unit = models.CharField("回访单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "好差评"
        indexes = [
            models.Index(fields=["due_on"], condition=Q(follow_up="open"), name="ratings_rating_due"),
            models.Index(fields=["-rated_on"], name="ratings_rating_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, wish__isnull=True, matter__isnull=True)
                | Q(case__isnull=True, wish__isnull=False, matter__isnull=True)
                | Q(case__isnull=True, wish__isnull=True, matter__isnull=False),
                name="ratings_of_one",
            ),
            models.UniqueConstraint(fields=["matter", "retiree", "turn"], name="ratings_matter_once"),
            models.CheckConstraint(
                condition=Q(grade__in=[one.value for one in BAD], due_on__isnull=False) & ~Q(follow_up="none")
                | ~Q(grade__in=[one.value for one in BAD]) & Q(follow_up="none", due_on__isnull=True),
                name="ratings_bad_is_followed",
            ),
            models.CheckConstraint(
                condition=Q(follow_up="closed", closed_on__isnull=False, outcome__isnull=False)
                | ~Q(follow_up="closed") & Q(closed_on__isnull=True),
                name="ratings_closed_has_outcome",
            ),
        ]

    @property
    def about(self) -> str:
        """What it is about: the number of the case or the matter, or the wish with its day."""
        if self.case:
            return self.case.number
        if self.matter:
            return self.matter.number
        kind = DataRequestKind(self.wish.kind).label if self.wish else ""
        return f"个人信息请求（{kind}，{self.wish.received_on:%Y-%m-%d}）" if self.wish else kind
