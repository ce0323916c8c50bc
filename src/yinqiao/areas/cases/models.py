"""Cases with whom they concern and who complains, what other offices were asked, what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.areas.cases.types import RUNNING, CaseState, Grade, Group, MeetingState, Result, StepState
from yinqiao.platform.database.functions import UUID7

_RUNNING = Q(state__in=[one.value for one in RUNNING])


class CaseSeries(models.Model):
    """The last number of a year in the city."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位")
    year = models.IntegerField("年度")
    last = models.IntegerField("最后编号")

    class Meta:
        verbose_name = "联动事项编号"
        constraints = [models.UniqueConstraint(fields=["place_no", "year"], name="cases_series_once")]


class Case(models.Model):
    """A matter that several offices solve. `place_no` is the office that leads; whoever opened it reads it beside.

    `accepted_on` is when a petition was taken, from which its limit counts; `first` is what a review reviews.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    number = models.CharField("编号", max_length=40, unique=True)
    kind = models.CharField("种类", max_length=32)
    group = models.CharField("类别", max_length=12, choices=Group.choices())
    rule = models.CharField("权责清单版本", max_length=64)
    place_no = models.IntegerField("牵头单位")
    base_place_no = models.IntegerField("事项所在地")
    origin_place_no = models.IntegerField("提出单位", null=True)
    enterprise_id = models.IntegerField("提出企业", null=True)
    firm_id = models.IntegerField("涉及企业", null=True)
    against_place_no = models.IntegerField("被反映单位", null=True)
    first = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="review", verbose_name="请求复查、复核的事项"
    )
    sealed = models.BinaryField("情况说明")
    state = models.CharField("状态", max_length=8, choices=CaseState.choices(), db_default="new")
    is_designated = models.BooleanField("退回后指定", db_default=False)
    returned_by = models.JSONField("退回过的单位", default=list)
    opened_on = models.DateField("提出日期")
    accepted_on = models.DateField("受理日期", null=True)
    counts_from = models.DateField("计时起日")
    days = models.IntegerField("时限")
    is_working = models.BooleanField("按工作日")
    half_on = models.DateField("时限过半")
    near_on = models.DateField("时限将到")
    due_on = models.DateField("期限")
    asked_days = models.IntegerField("申请延期天数", null=True)
    asked_by = models.UUIDField("申请延期人", null=True)
    extended_days = models.IntegerField("已延期天数", db_default=0)
    closed_on = models.DateField("办结日期", null=True)
    closed_by = models.UUIDField("办结人", null=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices(), blank=True, db_default="")
    outcome = models.BinaryField("告知本人的结果", null=True)
    reply = models.BinaryField("答复提出单位", null=True)
    cause = models.BinaryField("原因", null=True)
    grade = models.CharField("回访评价", max_length=8, choices=Grade.choices(), blank=True, db_default="")
    reworks = models.IntegerField("重新办理次数", db_default=0)
    author_name = models.CharField("提出人", max_length=64)
    author_unit = models.CharField("提出单位名称", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "联动事项"
        indexes = [
            models.Index(fields=["place_no", "due_on"], condition=~Q(state="closed"), name="cases_case_open"),
            models.Index(fields=["place_no", "-opened_on"], name="cases_case_day"),
            models.Index(fields=["origin_place_no"], name="cases_case_origin"),
            models.Index(fields=["enterprise_id"], condition=Q(enterprise_id__isnull=False), name="cases_case_firm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False, outcome__isnull=False) & ~Q(result="")
                | ~Q(state="closed") & Q(closed_on__isnull=True),
                name="cases_end_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(against_place_no__isnull=True) | ~Q(against_place_no=models.F("place_no")),
                name="cases_no_judge_of_oneself",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseCaller(models.Model):
    """Who complains or asks: of a row of its own, which only whoever leads reads, and never the party complained of."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.OneToOneField(Case, models.CASCADE, related_name="caller", verbose_name="联动事项")
    sealed = models.BinaryField("反映人")
    is_hidden = models.BooleanField("要求身份保密", db_default=False)

    class Meta:
        verbose_name = "反映人"


class CasePerson(models.Model):
    """Somebody of the register whom a case concerns."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="people", verbose_name="联动事项")
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )

    class Meta:
        verbose_name = "涉及人员"
        constraints = [models.UniqueConstraint(fields=["case", "retiree"], name="cases_person_once")]
        indexes = [models.Index(fields=["retiree"], name="cases_person_cases")]


class CaseStep(models.Model):
    """What another office was asked: it reads this row, which says all that it needs, and not the case."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="steps", verbose_name="联动事项")
    number = models.CharField("编号", max_length=44)
    kind = models.CharField("种类", max_length=32)
    giver = models.CharField("交办单位", max_length=120)
    place_no = models.IntegerField("承办单位", null=True)
    enterprise_id = models.IntegerField("承办企业", null=True)
    office_id = models.UUIDField("承办部门", null=True)
    unit = models.CharField("承办单位名称", max_length=120)
    task = models.BinaryField("交办内容")
    state = models.CharField("状态", max_length=10, choices=StepState.choices(), db_default="given")
    is_designated = models.BooleanField("退回后再次交办", db_default=False)
    given_on = models.DateField("交办日期")
    days = models.IntegerField("时限")
    due_on = models.DateField("答复期限")
    asked = models.BinaryField("要补充的内容", null=True)
    answer = models.BinaryField("答复", null=True)
    closed_on = models.DateField("结束日期", null=True)

    class Meta:
        verbose_name = "交办"
        indexes = [
            models.Index(fields=["place_no", "due_on"], condition=_RUNNING, name="cases_step_place"),
            models.Index(fields=["enterprise_id", "due_on"], condition=_RUNNING, name="cases_step_firm"),
            models.Index(fields=["office_id", "due_on"], condition=_RUNNING, name="cases_step_office"),
            models.Index(fields=["case"], name="cases_step_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_RUNNING & Q(closed_on__isnull=True) | ~_RUNNING & Q(closed_on__isnull=False),
                name="cases_step_end_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answer__isnull=False), name="cases_answered_has_words"
            ),
        ]


class CasePassage(models.Model):
    """What was done with a case or one of its steps: never changed."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="passages", verbose_name="联动事项")
    step = models.ForeignKey(CaseStep, models.CASCADE, null=True, related_name="passages", verbose_name="交办")
    at = models.DateTimeField("时刻")
    label = models.CharField("办理", max_length=60)
    words = models.BinaryField("说明", null=True)
    who = models.CharField("经办人", max_length=64)
    by_id = models.UUIDField("经办人账户", null=True)
    unit = models.CharField("单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "联动事项办理经过"
        indexes = [models.Index(fields=["case", "at"], name="cases_passage_case")]


class Meeting(models.Model):
    """专题协调会: called by an office about cases within its reach; never changed once it is recorded."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    title = models.CharField("会议名称", max_length=100)
    place_no = models.IntegerField("召集单位")
    held_on = models.DateField("会议日期")
    venue = models.CharField("会议地点", max_length=100, blank=True, db_default="")
    state = models.CharField("状态", max_length=8, choices=MeetingState.choices(), db_default="planned")
    invited = models.JSONField("邀请单位", default=list)
    present = models.JSONField("到会单位和人员", default=list)
    minutes = models.BinaryField("会议纪要", null=True)
    author_name = models.CharField("召集人", max_length=64)
    author_unit = models.CharField("召集单位名称", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "专题协调会"
        indexes = [models.Index(fields=["place_no", "-held_on"], name="cases_meeting_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="held") | Q(minutes__isnull=False), name="cases_held_has_minutes")
        ]


class MeetingItem(models.Model):
    """A case on the agenda of a meeting."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="专题协调会")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", verbose_name="联动事项")
    position = models.IntegerField("顺序")

    class Meta:
        verbose_name = "会议议题"
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="cases_item_once")]


class Decision(models.Model):
    """What a meeting decided about a case; once the meeting is recorded it is a step of that case, and always somebody's."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name="专题协调会")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", verbose_name="联动事项")
    words = models.BinaryField("决定")
    place_no = models.IntegerField("责任单位", null=True)
    enterprise_id = models.IntegerField("责任企业", null=True)
    office_id = models.UUIDField("责任部门", null=True)
    unit = models.CharField("责任单位名称", max_length=120, blank=True, db_default="")
    days = models.IntegerField("时限")
    step = models.OneToOneField(CaseStep, models.CASCADE, null=True, related_name="decision", verbose_name="交办")

    class Meta:
        verbose_name = "会议决定"
        indexes = [models.Index(fields=["meeting"], name="cases_decision_meeting")]
