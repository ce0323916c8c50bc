"""The view of everything that is missing, phones that many share, and questions about it to the enterprise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinqiao.areas.completeness.types import Cause, RequestState
from yinqiao.platform.database.functions import UUID7

_OPEN = Q(state__in=["asked", "answered", "unknown"])


class Gap(models.Model):
    """One missing or doubtful fact of one person: a row of a view, each table behind it seen through its own policies."""

    id = models.CharField("编号", primary_key=True, max_length=64)
    cause = models.CharField("缺什么", max_length=24, choices=Cause.choices())
    retiree_id = models.UUIDField("人员")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.DO_NOTHING, verbose_name="移交企业", related_name="+", db_constraint=False
    )
    place_no = models.IntegerField("所属社区")
    name = models.CharField("姓名", max_length=60)
    born_on = models.DateField("出生日期")
    status = models.CharField("状态", max_length=12)
    since = models.DateField("自")
    sharing = models.IntegerField("共用人数", null=True)

    class Meta:
        managed = False
        db_table = "completeness_gap"
        verbose_name = "信息不全事项"


class SharedPhone(models.Model):
    """A phone that several people have, wherever in the city they live: counted every night, known by its index alone."""

    phone_index = models.BigIntegerField("手机索引", primary_key=True)
    people = models.IntegerField("共用人数")

    class Meta:
        verbose_name = "多人共用的手机"
        constraints = [models.CheckConstraint(condition=Q(people__gte=2), name="completeness_phone_is_shared")]


class Request(models.Model):
    """A place asks the person's enterprise for a missing fact; it answers with a value or that it does not know.

    The answer is sealed: it may be a number of identity, a phone or a party branch.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="人员"
    )
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="移交企业", db_constraint=False
    )
    cause = models.CharField("缺什么", max_length=24, choices=Cause.choices())
    state = models.CharField("状态", max_length=12, choices=RequestState.choices(), db_default="asked")
    asked_on = models.DateField("请求日期")
    due_on = models.DateField("答复期限")
    asked_name = models.CharField("请求人", max_length=64)
    asked_unit = models.CharField("请求单位", max_length=120, blank=True, db_default="")
    answer = models.BinaryField("答复内容（密文）", null=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_name = models.CharField("答复人", max_length=64, blank=True, db_default="")
    closed_on = models.DateField("办结日期", null=True)
    closed_name = models.CharField("办结人", max_length=64, blank=True, db_default="")
    reason = models.CharField("不采用的原因", max_length=200, blank=True, db_default="")

    class Meta:
        verbose_name = "请企业补充"
        indexes = [models.Index(fields=["enterprise", "state"], name="completeness_of_firm")]
        constraints = [
            models.UniqueConstraint(fields=["retiree", "cause"], condition=_OPEN, name="completeness_asked_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "taken", "refused"])
                | Q(answer__isnull=False, answered_on__isnull=False),
                name="completeness_answer_is_there",
            ),
            models.CheckConstraint(
                condition=Q(_OPEN, closed_on__isnull=True) | (~_OPEN & Q(closed_on__isnull=False)),
                name="completeness_end_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="completeness_refusal_has_reason"
            ),
        ]
