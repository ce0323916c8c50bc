"""Tables of democratic reviews: the review of a branch's year, who takes part in it, and what is counted of it above.

What is said and how anybody was rated is sealed. Of a self-assessment only the way and the day are kept.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yinqiao.areas.party_reviews.types import Assessed, Grade, State
from yinqiao.platform.database.functions import UUID7

# As plain words: constraints stand in migrations, which outlive the names of our code.
_SENT = ["sent", "approved"]


class Review(models.Model):
    """The review of a branch for a year, from the roll to the approval of the organisation above."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    branch = models.ForeignKey(
        "party_life.Branch", models.PROTECT, related_name="+", verbose_name="党支部", db_constraint=False
    )
    place_no = models.IntegerField("所在单位", db_index=True)
    year = models.SmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=State.choices())
    opened_on = models.DateField("发起日期")
    held_on = models.DateField("评议会议日期", null=True)
    returned = models.SmallIntegerField("收回有效票", default=0)
    tellers = models.BinaryField("计票人和监票人（密文）", null=True)
    counted_by = models.UUIDField("票数登记人", null=True)
    counted_name = models.CharField("票数登记人姓名", max_length=60, blank=True, default="")
    confirmed_by = models.UUIDField("票数复核人", null=True)
    confirmed_name = models.CharField("票数复核人姓名", max_length=60, blank=True, default="")
    words = models.BinaryField("支部意见（密文）", null=True)
    sent_by = models.UUIDField("报送人", null=True)
    sent_name = models.CharField("报送人姓名", max_length=60, blank=True, default="")
    sent_on = models.DateField("报送日期", null=True)
    note = models.BinaryField("退回意见（密文）", null=True)
    decided_by = models.UUIDField("批准人", null=True)
    decided_name = models.CharField("批准人姓名", max_length=60, blank=True, default="")
    decided_on = models.DateField("批准日期", null=True)
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "民主评议党员"
        constraints = [
            models.UniqueConstraint(fields=["branch", "year"], name="party_reviews_once_a_year"),
            models.CheckConstraint(
                condition=Q(state="open", counted_by__isnull=True)
                | (~Q(state="open") & Q(counted_by__isnull=False, held_on__isnull=False, tellers__isnull=False)),
                name="party_reviews_counted_is_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["open", "counted"]) & Q(confirmed_by__isnull=True))
                | (
                    ~Q(state__in=["open", "counted"]) & Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("counted_by"))
                ),
                name="party_reviews_counted_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SENT) | Q(sent_by__isnull=False, sent_on__isnull=False, words__isnull=False),
                name="party_reviews_sent_is_whole",
            ),
            models.CheckConstraint(
                condition=(~Q(state="approved") & Q(decided_by__isnull=True, decided_on__isnull=True))
                | (
                    Q(state="approved", decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_by=F("sent_by"))
                ),
                name="party_reviews_approved_by_another",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of this review."""
        return reverse("party_reviews:review", args=[self.pk])


class Part(models.Model):
    """One member's part in a review. The own row is read by the member once it is told."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="parts", verbose_name="评议")
    member = models.ForeignKey(
        "party.Member", models.PROTECT, related_name="+", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    place_no = models.IntegerField("所在单位")
    year = models.SmallIntegerField("年度")
    is_full = models.BooleanField("正式党员")
    assessed = models.CharField("自评", max_length=8, blank=True, default="", choices=Assessed.choices())
    is_present = models.BooleanField("到会", null=True)
    unrated = models.CharField("不评定等次的原因", max_length=12, blank=True, default="")
    votes = models.BinaryField("得票（密文）", null=True)
    grade = models.BinaryField("评定等次（密文）", null=True)
    told_on = models.DateField("告知本人日期", null=True)

    class Meta:
        verbose_name = "党员评议"
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="party_reviews_part_once"),
            models.CheckConstraint(
                condition=Q(unrated="") | Q(votes__isnull=True, grade__isnull=True), name="party_reviews_unrated_has_none"
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(grade__isnull=False) | ~Q(unrated=""), name="party_reviews_told_is_rated"
            ),
        ]  # fmt: skip


class Tally(models.Model):
    """How many members of an approved review have a grade: all that places further above ever read of it."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey(Review, models.PROTECT, related_name="tallies", verbose_name="评议", db_constraint=False)
    place_no = models.IntegerField("所在单位", db_index=True)
    year = models.SmallIntegerField("年度")
    grade = models.CharField("等次", max_length=12, choices=Grade.choices())
    people = models.SmallIntegerField("人数")

    class Meta:
        verbose_name = "评议结果人数"
        constraints = [models.UniqueConstraint(fields=["review", "grade"], name="party_reviews_tally_once")]
