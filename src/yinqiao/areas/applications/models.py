"""Versions of items as they were first used, cases, what was done with each, the numbers of each office, drafts, pictures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.applications.types import OPEN, Act, Applicant, CaseState, Channel, Consent
from yinqiao.platform.database.functions import UUID7

_OPEN = Q(state__in=[one.value for one in OPEN])


class ItemVersion(models.Model):
    """A version as it stood when somebody first applied by it: running cases read it here, whatever its file says now."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    code = models.CharField("事项", max_length=32)
    version = models.IntegerField("版本")
    digest = models.CharField("文件摘要", max_length=64)
    text = models.TextField("事项文件")
    first_used_at = models.DateTimeField("首次使用", db_default=Now())

    class Meta:
        verbose_name = "事项版本"
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="applications_version_once")]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"


class CaseSeries(models.Model):
    """The last number of an office in a year."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位")
    year = models.IntegerField("年度")
    last = models.IntegerField("最后编号")

    class Meta:
        verbose_name = "办件编号"
        constraints = [models.UniqueConstraint(fields=["place_no", "year"], name="applications_series_once")]


class Case(models.Model):
    """A matter from application to result. What was filled in, and who acted for the person, is one ciphertext."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    number = models.CharField("办件编号", max_length=40, unique=True)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    item = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", verbose_name="事项版本")
    code = models.CharField("事项", max_length=32)
    applicant = models.CharField("申请人", max_length=8, choices=Applicant.choices())
    channel = models.CharField("方式", max_length=8, choices=Channel.choices())
    consent = models.CharField("本人同意", max_length=8, choices=Consent.choices(), blank=True, db_default="")
    consented_on = models.DateField("同意日期", null=True)
    warrant_id = models.UUIDField("代办授权", null=True)
    sealed = models.BinaryField("申请内容")
    materials = models.JSONField("已收材料", default=list)
    missing = models.JSONField("待补材料", default=list)
    state = models.CharField("状态", max_length=10, choices=CaseState.choices(), db_default="applied")
    before_end = models.CharField("终止前状态", max_length=10, blank=True, db_default="")
    step = models.IntegerField("环节", db_default=0)
    step_role = models.CharField("环节角色", max_length=24)
    spells = models.JSONField("计时")
    half_on = models.DateField("时限过半", null=True)
    near_on = models.DateField("时限将到", null=True)
    due_on = models.DateField("环节期限", null=True)
    promised_on = models.DateField("承诺办结", null=True)
    applied_on = models.DateField("申请日期")
    accepted_on = models.DateField("受理日期", null=True)
    closed_on = models.DateField("办结日期", null=True)
    ground = models.CharField("不予理由", max_length=32, blank=True, db_default="")
    author_name = models.CharField("收件人", max_length=64)
    author_unit = models.CharField("收件单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(fields=["due_on"], condition=_OPEN, name="applications_case_due"),
            models.Index(fields=["retiree"], name="applications_case_person"),
            models.Index(fields=["-applied_on"], name="applications_case_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["retiree", "code"], condition=_OPEN, name="applications_case_once"),
            models.CheckConstraint(
                condition=(_OPEN & Q(closed_on__isnull=True)) | (~_OPEN & Q(closed_on__isnull=False)),
                name="applications_end_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "handling"]) | Q(due_on__isnull=False),
                name="applications_running_is_due",
            ),
            models.CheckConstraint(
                condition=Q(applicant__in=["self", "relative"], consent="")
                | (~Q(applicant__in=["self", "relative"]) & Q(consented_on__isnull=False)),
                name="applications_proxy_has_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Passage(models.Model):
    """What was done with a case: never changed. Its words are what the applicant reads."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="passages", verbose_name="办件")
    at = models.DateTimeField("时刻")
    act = models.CharField("办理", max_length=10, choices=Act.choices())
    step = models.IntegerField("环节")
    words = models.CharField("说明", max_length=500, blank=True, db_default="")
    who = models.CharField("经办人", max_length=64)
    unit = models.CharField("单位", max_length=120, blank=True, db_default="")
    by_id = models.UUIDField("经办账户", null=True)

    class Meta:
        verbose_name = "办件经过"
        indexes = [models.Index(fields=["case", "at"], name="applications_passage_case")]


class Draft(models.Model):
    """What a person has begun to fill in, one of a kind; nobody who works here reads it before it is sent."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    code = models.CharField("事项", max_length=32)
    sealed = models.BinaryField("已填内容")
    page = models.IntegerField("填到第几页", db_default=1)
    begun_at = models.DateTimeField("开始填写")
    changed_at = models.DateTimeField("最近填写")

    class Meta:
        verbose_name = "未提交的申请"
        indexes = [models.Index(fields=["changed_at"], name="applications_draft_changed")]
        constraints = [models.UniqueConstraint(fields=["retiree", "code"], name="applications_draft_once")]


class Picture(models.Model):
    """A page of a material, as a picture that we made ourselves of what was sent: of a draft first, then of its case."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="pictures", null=True, verbose_name="未提交的申请")
    case = models.ForeignKey(Case, models.CASCADE, related_name="pictures", null=True, verbose_name="办件")
    material = models.CharField("材料", max_length=32)
    file_id = models.UUIDField("文件")
    added_at = models.DateTimeField("收到")
    who = models.CharField("提交人", max_length=64)

    class Meta:
        verbose_name = "材料图片"
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=True, case__isnull=False) | Q(draft__isnull=False, case__isnull=True),
                name="applications_picture_of_one",
            )
        ]
