"""Certificates, their numbers, which kinds may be sealed without a hand, every use of a seal, how often one was checked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yinqiao.areas.certificates.types import How, State
from yinqiao.platform.database.functions import UUID7
from yinqiao.platform.sealing.types import Timing

_MADE = Q(state__in=[State.ISSUED.value, State.REVOKED.value, State.REPLACED.value])


class CertificateSeries(models.Model):
    """The last number of an office in a year."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位")
    year = models.IntegerField("年度")
    last = models.IntegerField("最后编号")

    class Meta:
        verbose_name = "证明编号"
        constraints = [models.UniqueConstraint(fields=["place_no", "year"], name="certificates_series_once")]


class Certificate(models.Model):
    """One certificate. What it says of the person is one ciphertext; of its code a digest is kept, the code is on the paper."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    number = models.CharField("证明编号", max_length=40, unique=True)
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    kind = models.CharField("证明种类", max_length=32)
    title = models.CharField("证明名称", max_length=40)
    purpose = models.CharField("用途", max_length=60)
    place_no = models.IntegerField("出具单位")
    state = models.CharField("状态", max_length=10, choices=State.choices())
    how = models.CharField("用印方式", max_length=10, choices=How.choices(), blank=True, db_default="")
    code_hash = models.CharField("查验码摘要", max_length=64, null=True, unique=True)
    sealed = models.BinaryField("证明内容", null=True)
    file_id = models.UUIDField("文件", null=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True, db_default="")
    ofd_id = models.UUIDField("OFD 文件", null=True)
    ofd_digest = models.CharField("OFD 文件摘要", max_length=64, blank=True, db_default="")
    is_standin = models.BooleanField("演示替身", db_default=False)
    asked_on = models.DateField("申办日期")
    issued_on = models.DateField("开具日期", null=True)
    valid_until = models.DateField("有效期至", null=True)
    ended_on = models.DateField("终止日期", null=True)
    reason = models.CharField("终止原因", max_length=16, blank=True, db_default="")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", verbose_name="重开自")
    author_id = models.UUIDField("经办人", null=True)
    author_name = models.CharField("经办人姓名", max_length=64)
    author_unit = models.CharField("经办单位", max_length=120, blank=True, db_default="")
    checks = models.IntegerField("查验次数", db_default=0)

    class Meta:
        verbose_name = "证明"
        indexes = [
            models.Index(fields=["retiree"], name="certificates_person"),
            models.Index(fields=["-asked_on"], name="certificates_day"),
            models.Index(fields=["place_no"], condition=Q(state="waiting"), name="certificates_waiting"),
            models.Index(fields=["replaces"], name="certificates_replaced"),
            models.Index(fields=["file_id"], name="certificates_file"),
            models.Index(fields=["ofd_id"], name="certificates_ofd"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["retiree", "kind"], condition=Q(state="waiting"), name="certificates_waiting_once"
            ),
            models.CheckConstraint(
                condition=~_MADE
                | Q(
                    code_hash__isnull=False, sealed__isnull=False, file_id__isnull=False, issued_on__isnull=False,
                    valid_until__isnull=False,
                ),
                name="certificates_made_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "issued"], ended_on__isnull=True, reason="")
                | Q(state__in=["declined", "revoked", "replaced"], ended_on__isnull=False),
                name="certificates_end_has_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class SealRule(models.Model):
    """Whether a kind is sealed without a hand in a place and below it, as the keeper of the seal last said. Added to only."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("确定单位")
    kind = models.CharField("证明种类", max_length=32)
    is_automatic = models.BooleanField("自动用印")
    at = models.DateTimeField("时刻", db_default=Now())
    author_name = models.CharField("确定人", max_length=64)
    author_unit = models.CharField("单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "用印规定"
        indexes = [models.Index(fields=["place_no", "kind", "-at"], name="certificates_rule_of")]


class SealUse(models.Model):
    """One use of a seal, for good: of which document (by its digest), when, by whom, how. Nothing about a person."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("单位")
    number = models.CharField("证明编号", max_length=40)
    title = models.CharField("证明名称", max_length=40)
    seal = models.CharField("印章", max_length=120)
    how = models.CharField("用印方式", max_length=10, choices=How.choices())
    digest = models.CharField("文件摘要", max_length=64)
    at = models.DateTimeField("用印时刻")
    timing = models.CharField("时间戳", max_length=6, choices=Timing.choices(), blank=True, db_default="")
    timed_at = models.DateTimeField("时间戳时刻", null=True)
    timed_by = models.CharField("时间戳机构", max_length=120, blank=True, db_default="")
    author_name = models.CharField("用印人", max_length=64)
    author_unit = models.CharField("单位", max_length=120, blank=True, db_default="")

    class Meta:
        verbose_name = "用印登记"
        indexes = [
            models.Index(fields=["-at"], name="certificates_use_at"),
            models.Index(fields=["digest"], name="certificates_use_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(timing="timed", timed_at__isnull=False) & ~Q(timed_by="")
                | ~Q(timing="timed") & Q(timed_at__isnull=True, timed_by=""),
                name="certificates_timed_by_somebody",
            )
        ]


class CheckCount(models.Model):
    """How many checks came from an address in a minute: kept for an hour, a keyed digest in place of the address."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    address_mac = models.BinaryField("网络地址摘要")
    minute = models.DateTimeField("分钟")
    checks = models.IntegerField("次数")

    class Meta:
        verbose_name = "查验频次"
        constraints = [
            models.UniqueConstraint(fields=["address_mac", "minute"], name="certificates_checks_once"),
        ]
        indexes = [models.Index(fields=["minute"], name="certificates_checks_at")]
