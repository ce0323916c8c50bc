"""Tables of party life: branches, their members, meetings, who came, what was added to minutes later.

That somebody is a member is read from `party`; here stands in which branch, as what. What was said is sealed.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yinqiao.areas.party_life.types import (
    Care,
    Category,
    Form,
    Kind,
    Left,
    Mark,
    MeetingKind,
    MeetingState,
    Occasion,
    Post,
    Setting,
    Way,
)
from yinqiao.platform.database.functions import UUID7

# As plain words: constraints stand in migrations, which outlive the names of our code.
_OVER = ["held", "checked"]


class Branch(models.Model):
    """A branch that lives at a place. Who leads it without being its member is sealed.

    That names differ within a place is held by the acts alone: places that become one may bring the same name along.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所在单位", db_index=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices())
    setting = models.CharField("归属", max_length=12, choices=Setting.choices())
    organisation_id = models.UUIDField("由哪个移交来的党组织接续", null=True)
    theme_day = models.SmallIntegerField("每月固定党日", help_text="1 至 28 日")
    term_from = models.DateField("本届起始日期", null=True)
    secretary = models.BinaryField("由社区干部兼任的书记（密文）", null=True)
    closed_on = models.DateField("撤销日期", null=True)
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "党支部"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id"], condition=Q(closed_on__isnull=True), name="party_life_branch_of_one"
            ),
            models.CheckConstraint(condition=Q(theme_day__range=(1, 28)), name="party_life_theme_day"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this branch."""
        return reverse("party_life:branch", args=[self.pk])


class Membership(models.Model):
    """In which branch a member is, as what, in which group."""

    member = models.OneToOneField(
        "party.Member", models.PROTECT, primary_key=True, related_name="branch_life", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="memberships", verbose_name="党支部")
    place_no = models.IntegerField("所在单位")
    retiree_id = models.UUIDField("人员", null=True, db_index=True)
    post = models.CharField("支部职务", max_length=12, choices=Post.choices(), default="member")
    group_no = models.SmallIntegerField("党小组", default=0, help_text="0 为没有编入党小组")
    form = models.CharField("参加方式", max_length=8, choices=Form.choices(), default="usual", db_default="usual")
    whereabouts = models.BinaryField("流动去向、联系支部和活动证（密文）", null=True)
    since = models.DateField("编入日期")
    left_on = models.DateField("离开日期", null=True)
    left = models.CharField("离开原因", max_length=8, blank=True, default="", choices=Left.choices())
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "党支部党员"
        constraints = [
            models.UniqueConstraint(
                fields=["branch"], condition=Q(post="secretary", left_on__isnull=True), name="party_life_one_secretary"
            ),
            models.CheckConstraint(condition=Q(group_no__range=(0, 20)), name="party_life_group"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left="") | (Q(left_on__isnull=False) & ~Q(left="")),
                name="party_life_left_has_reason",
            ),
        ]


class Meeting(models.Model):
    """A meeting from the plan to the signed minutes. Its minutes are sealed, and once checked nothing of it changes."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="meetings", verbose_name="党支部")
    place_no = models.IntegerField("所在单位")
    kind = models.CharField("会议", max_length=12, choices=MeetingKind.choices())
    group_no = models.SmallIntegerField("党小组", default=0)
    starts_at = models.DateTimeField("时间")
    venue = models.CharField("地点", max_length=100, blank=True, default="")
    topic = models.CharField("主题", max_length=100, blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=MeetingState.choices())
    code = models.CharField("签到码", max_length=6, blank=True, default="")
    reason = models.CharField("取消原因", max_length=200, blank=True, default="")
    held_on = models.DateField("召开日期", null=True)
    minutes = models.BinaryField("会议记录（密文）", null=True)
    written_by = models.UUIDField("记录登记人", null=True)
    written_name = models.CharField("记录登记人姓名", max_length=60, blank=True, default="")
    checked_by = models.UUIDField("审签人", null=True)
    checked_name = models.CharField("审签人姓名", max_length=60, blank=True, default="")
    checked_on = models.DateField("审签日期", null=True)
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "支部会议"
        indexes = [
            models.Index(fields=["branch", "kind", "held_on"], name="party_life_meeting_held"),
            models.Index(fields=["place_no", "starts_at"], name="party_life_meeting_when"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=_OVER, held_on__isnull=False, minutes__isnull=False, written_by__isnull=False)
                | (~Q(state__in=_OVER) & Q(held_on__isnull=True, minutes__isnull=True)),
                name="party_life_held_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="checked", checked_by__isnull=False, checked_on__isnull=False)
                | (~Q(state="checked") & Q(checked_by__isnull=True, checked_on__isnull=True)),
                name="party_life_checked_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("written_by")),
                name="party_life_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="party_life_cancelled_has_reason"
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of this meeting."""
        return reverse("party_life:meeting", args=[self.pk])


class Attendance(models.Model):
    """One who is to come to a meeting, and whether that was so. The roll is fixed when the meeting is told."""

    pk = models.CompositePrimaryKey("meeting_id", "member_id")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="roll", verbose_name="会议")
    member = models.ForeignKey(
        "party.Member", models.PROTECT, related_name="+", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    place_no = models.IntegerField("所在单位")
    mark = models.CharField("到会情况", max_length=8, blank=True, default="", choices=Mark.choices())
    reason = models.CharField("请假原因", max_length=12, blank=True, default="")
    way = models.CharField("登记方式", max_length=8, blank=True, default="", choices=Way.choices())
    wrong = models.SmallIntegerField("签到码填错次数", default=0)

    class Meta:
        verbose_name = "支部会议到会情况"
        constraints = [
            models.CheckConstraint(
                condition=(Q(mark="excused") & ~Q(reason="")) | (~Q(mark="excused") & Q(reason="")),
                name="party_life_excused_has_reason",
            ),
        ]


class Addition(models.Model):
    """What was added to minutes after they were signed: a correction stands beside what it corrects."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="additions", verbose_name="会议")
    place_no = models.IntegerField("所在单位")
    words = models.BinaryField("补充内容（密文）")
    author_id = models.UUIDField("补充人")
    author_name = models.CharField("补充人姓名", max_length=60)
    added_on = models.DateField("补充日期")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "会议记录补充"


class Errand(models.Model):
    """What a branch plans for a member who does not come, and what became of it. What is told of it is sealed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    member = models.ForeignKey(
        "party.Member", models.PROTECT, related_name="+", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    place_no = models.IntegerField("所在单位")
    care = models.CharField("事项", max_length=8, choices=Care.choices())
    planned_on = models.DateField("计划日期")
    ended_on = models.DateField("办理日期", null=True)
    is_done = models.BooleanField("已办", default=False)
    words = models.BinaryField("情况（密文）", null=True)
    ended_by = models.CharField("登记人姓名", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "送学和走访"
        indexes = [models.Index(fields=["place_no", "planned_on"], name="party_life_errand_when")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "care"], condition=Q(ended_on__isnull=True), name="party_life_errand_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, is_done=False, words__isnull=True)
                | (Q(ended_on__isnull=False, words__isnull=False) & ~Q(ended_by="")),
                name="party_life_errand_ended_is_whole",
            ),
        ]


class Honour(models.Model):
    """What a member was given, once for an occasion and year. Recorded by mistake it stays, with the reason."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    member = models.ForeignKey(
        "party.Member", models.PROTECT, related_name="+", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    place_no = models.IntegerField("所在单位")
    occasion = models.CharField("事由", max_length=8, choices=Occasion.choices())
    category = models.CharField("类别", max_length=12, blank=True, default="", choices=Category.choices())
    year = models.SmallIntegerField("年度")
    fen = models.BigIntegerField("金额（分）", default=0)
    given_on = models.DateField("日期")
    given_by = models.CharField("登记人姓名", max_length=60)
    reason = models.CharField("撤销原因", max_length=200, blank=True, default="")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党员荣誉和慰问"
        indexes = [models.Index(fields=["place_no", "year"], name="party_life_honour_of_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "occasion", "year"], condition=Q(reason=""), name="party_life_honour_once"
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(reason="", occasion="medal"), name="party_life_medal_once"
            ),
            models.CheckConstraint(
                condition=Q(occasion="medal", category="", fen=0)
                | (~Q(occasion="medal") & ~Q(category="") & Q(fen__gte=0)),
                name="party_life_condolence_has_category",
            ),
        ]
