"""Hardship as it was told, visits due, consents, the legal basis of a source for health data; relief of households."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.aid.types import (
    Agreed,
    ConsentWay,
    Grade,
    Ground,
    HardshipState,
    Origin,
    RefusalGround,
    ReliefEnd,
    ReliefState,
    Signal,
    Tier,
    VisitReason,
    VisitState,
)
from yinqiao.areas.retirees.types import Source
from yinqiao.platform.database.functions import UUID7


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )


class Hardship(models.Model):
    """A recognition by civil affairs: which grade, from when to when (exclusive), on what it rests."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = _person()
    grade = models.CharField("类别", max_length=16, choices=Grade.choices())
    since = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, help_text="不含当日")
    basis = models.CharField("认定依据", max_length=300)
    ended_basis = models.CharField("终止依据", max_length=300, blank=True, db_default="")
    source = models.CharField("来源", max_length=24, choices=Source.choices())
    state = models.CharField("状态", max_length=10, choices=HardshipState.choices(), db_default="standing")
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())

    class Meta:
        verbose_name = "困难状况"
        indexes = [models.Index(fields=["retiree"], name="aid_hardship_person")]
        constraints = [
            models.UniqueConstraint(fields=["retiree"], condition=Q(state="standing"), name="aid_hardship_once"),
            models.CheckConstraint(
                condition=Q(state="standing", until__isnull=True) | (~Q(state="standing") & Q(until__isnull=False)),
                name="aid_hardship_end_has_day",
            ),
        ]


class VisitDue(models.Model):
    """Somebody who is to be visited: for which reason, until when, how it ended; nothing of an illness."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = _person()
    reason = models.CharField("事由", max_length=10, choices=VisitReason.choices())
    since = models.DateField("来源日期")
    ground = models.CharField("健康类信息的依据", max_length=8, choices=Ground.choices(), blank=True, db_default="")
    opened_on = models.DateField("列入日期")
    due_on = models.DateField("走访期限")
    state = models.CharField("状态", max_length=10, choices=VisitState.choices(), db_default="open")
    closed_on = models.DateField("了结日期", null=True)
    closed_name = models.CharField("了结人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "应走访"
        indexes = [models.Index(fields=["retiree"], name="aid_visitdue_person")]
        constraints = [
            models.UniqueConstraint(fields=["retiree", "reason"], condition=Q(state="open"), name="aid_visitdue_once"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="aid_visitdue_end_has_day",
            ),
            models.CheckConstraint(
                condition=Q(reason="health") ^ Q(ground=""), name="aid_visitdue_health_has_ground"
            ),
        ]  # fmt: skip


class Consent(models.Model):
    """That somebody consented to being visited when an illness is told; taken back at any time."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = _person()
    way = models.CharField("方式", max_length=12, choices=ConsentWay.choices())
    given_on = models.DateField("同意日期")
    paper_no = models.CharField("同意书编号", max_length=60)
    author_name = models.CharField("登记人", max_length=64)
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_name = models.CharField("撤回登记人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "健康类走访提示的同意"
        constraints = [
            models.UniqueConstraint(
                fields=["retiree"], condition=Q(withdrawn_on__isnull=True), name="aid_consent_once"
            )
        ]  # fmt: skip


class HealthBasis(models.Model):
    """The legal basis on which one source may tell that somebody is to be visited for reasons of health."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    source_id = models.UUIDField("信息来源")
    place_no = models.IntegerField("登记单位")
    document = models.CharField("依据文件", max_length=120)
    article = models.CharField("条款", max_length=60)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, help_text="不含当日")
    author_name = models.CharField("登记人", max_length=64)
    ended_at = models.DateTimeField("终止登记时刻", null=True)
    ended_name = models.CharField("终止登记人", max_length=64, blank=True, db_default="")

    class Meta:
        verbose_name = "健康类信息的法定依据"
        constraints = [
            models.UniqueConstraint(
                fields=["source_id"], condition=Q(ended_at__isnull=True), name="aid_healthbasis_once"
            )
        ]  # fmt: skip


class Relief(models.Model):
    """A household's case: where it stands, on what it rests, what was granted. What the household owns is ciphertext."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = _person()
    kind = models.CharField("救助类别", max_length=24)
    origin = models.CharField("来由", max_length=8, choices=Origin.choices())
    state = models.CharField("状态", max_length=10, choices=ReliefState.choices())
    is_urgent = models.BooleanField("急难", db_default=False)
    is_complex = models.BooleanField("情况复杂", db_default=False)
    reason = models.CharField("提示的理由", max_length=12, choices=Signal.choices(), blank=True, db_default="")
    reason_on = models.DateField("提示依据的日期", null=True)
    agreed = models.CharField("同意代为申请的方式", max_length=8, choices=Agreed.choices(), blank=True, db_default="")
    warrant_id = models.UUIDField("代办授权", null=True)
    told = models.BinaryField("申请时所填", null=True)
    opened_on = models.DateField("列入日期")
    applied_on = models.DateField("申请日期", null=True)
    due_on = models.DateField("决定期限", null=True)
    consent_way = models.CharField("授权方式", max_length=12, choices=ConsentWay.choices(), blank=True, db_default="")
    consent_on = models.DateField("授权日期", null=True)
    consent_paper = models.CharField("授权书编号", max_length=60, blank=True, db_default="")
    sealed = models.BinaryField("家庭财产", null=True)
    gap_fen = models.IntegerField("每月差额（分）", null=True)
    tier = models.CharField("分级", max_length=1, choices=Tier.choices(), blank=True, db_default="")
    amount_fen = models.IntegerField("金额（分）", null=True)
    ground = models.CharField(
        "不予救助的理由", max_length=12, choices=RefusalGround.choices(), blank=True, db_default=""
    )
    published_until = models.DateField("公示期满日", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_name = models.CharField("决定登记人", max_length=64, blank=True, db_default="")
    document = models.CharField("决定书编号", max_length=60, blank=True, db_default="")
    review_on = models.DateField("复核期限", null=True)
    closed_on = models.DateField("结束日期", null=True)
    ending = models.CharField("结束原因", max_length=10, choices=ReliefEnd.choices(), blank=True, db_default="")

    class Meta:
        verbose_name = "困难帮扶"
        indexes = [
            models.Index(fields=["retiree"], name="aid_relief_person"),
            models.Index(fields=["published_until"], condition=Q(state="submitted"), name="aid_relief_published"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree", "kind"], condition=~Q(state__in=["refused", "closed"]), name="aid_relief_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "applied", "closed", "refused"])
                | Q(consent_on__isnull=False, gap_fen__isnull=False),
                name="aid_relief_check_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "refused"], closed_on__isnull=False)
                | (~Q(state__in=["closed", "refused"]) & Q(closed_on__isnull=True)),
                name="aid_relief_end_has_day",
            ),
        ]


class ReliefMember(models.Model):
    """One of a household; all that is known about somebody is ciphertext, found again by the number's index alone."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    relief = models.ForeignKey(Relief, models.CASCADE, related_name="members", verbose_name="困难帮扶")
    retiree = _person()
    sealed = models.BinaryField("家庭成员")
    id_no_index = models.BinaryField("身份证号索引", max_length=16)

    class Meta:
        verbose_name = "困难帮扶的家庭成员"
        indexes = [models.Index(fields=["id_no_index"], name="aid_reliefmember_number")]


class ReliefPayment(models.Model):
    """What was paid for one month, from which budget."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    relief = models.ForeignKey(Relief, models.CASCADE, related_name="payments", verbose_name="困难帮扶")
    retiree = _person()
    month = models.DateField("月份")
    fen = models.IntegerField("金额（分）")
    source = models.CharField("资金来源", max_length=60)
    document = models.CharField("发放凭证编号", max_length=60, blank=True, db_default="")
    recorded_at = models.DateTimeField("登记时刻", db_default=Now())
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "救助金发放"
        constraints = [
            models.UniqueConstraint(fields=["relief", "month"], name="aid_reliefpayment_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="aid_reliefpayment_sum"),
        ]
