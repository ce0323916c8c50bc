"""Who asked to look into an archive, who let them, which pages they saw; extracts for the person; originals lent.

What people wrote (the notes) is ciphertext.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from yinqiao.areas.digitised.models.scans import Scan
from yinqiao.areas.digitised.types import ExtractState, LookupState
from yinqiao.platform.database.functions import UUID7


class Lookup(models.Model):
    """A look-up: two who look, a third who lets them, for a purpose, for some hours."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    archive = models.ForeignKey(
        "archives.Archive", models.PROTECT, related_name="+", db_constraint=False, verbose_name="档案"
    )
    place_no = models.IntegerField("保管单位")
    purpose = models.CharField("事由", max_length=24)
    note = models.BinaryField("说明")
    letter_no = models.CharField("介绍信或调取文书号", max_length=60, blank=True, db_default="")
    classes = models.JSONField("查阅类别")
    first_id = models.UUIDField("查阅人账户")
    first_name = models.CharField("查阅人", max_length=64)
    first_unit = models.CharField("查阅人单位", max_length=120, blank=True, db_default="")
    second_id = models.UUIDField("同阅人账户")
    second_name = models.CharField("同阅人", max_length=64)
    second_at = models.DateTimeField("同阅人到场", null=True)
    state = models.CharField("状态", max_length=8, choices=LookupState.choices(), db_default="asked")
    answered_id = models.UUIDField("审批人账户", null=True)
    answered_name = models.CharField("审批人", max_length=64, blank=True, db_default="")
    answered_at = models.DateTimeField("审批时刻", null=True)
    answer_note = models.BinaryField("审批意见", null=True)
    until = models.DateTimeField("查阅截止", null=True)
    is_secret = models.BooleanField("依法不告知本人", db_default=False)
    asked_at = models.DateTimeField("申请时刻", db_default=Now())

    class Meta:
        verbose_name = "档案查阅"
        indexes = [
            models.Index(fields=["place_no", "-asked_at"], name="digitised_lookup_place"),
            models.Index(fields=["archive"], name="digitised_lookup_archive"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(first_id=F("second_id")), name="digitised_two_look"),
            models.CheckConstraint(
                condition=Q(answered_id__isnull=True)
                | ~Q(answered_id=F("first_id")) & ~Q(answered_id=F("second_id")),
                name="digitised_third_approves",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(answered_id__isnull=False, until__isnull=False),
                name="digitised_approved_until",
            ),
        ]  # fmt: skip


class PageSeen(models.Model):
    """That somebody saw a page: never changed. Without a look-up it was seen to judge its quality."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="+", verbose_name="扫描件")
    lookup = models.ForeignKey(Lookup, models.PROTECT, null=True, related_name="pages", verbose_name="查阅")
    place_no = models.IntegerField("保管单位")
    page_no = models.IntegerField("页")
    actor_id = models.UUIDField("查看人账户")
    actor_name = models.CharField("查看人", max_length=64)
    at = models.DateTimeField("时刻")

    class Meta:
        verbose_name = "档案页查看"
        constraints = [models.CheckConstraint(condition=Q(page_no__gt=0), name="digitised_seen_page_counts")]


class Extract(models.Model):
    """What somebody asked of the own archive, and what was given."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    archive = models.ForeignKey(
        "archives.Archive", models.PROTECT, related_name="+", db_constraint=False, verbose_name="档案"
    )
    retiree = models.ForeignKey(
        "retirees.Retiree", models.CASCADE, related_name="+", db_constraint=False, verbose_name="退休人员"
    )
    place_no = models.IntegerField("保管单位")
    note = models.BinaryField("要什么、做什么用")
    state = models.CharField("状态", max_length=8, choices=ExtractState.choices(), db_default="asked")
    answer_note = models.BinaryField("答复", null=True)
    answered_name = models.CharField("答复人", max_length=64, blank=True, db_default="")
    answered_id = models.UUIDField("答复人账户", null=True)
    answered_at = models.DateTimeField("答复时刻", null=True)
    until = models.DateTimeField("可看到何时", null=True)
    certificate_id = models.UUIDField("盖章件", null=True)
    making_since = models.DateTimeField("开始制作盖章件", null=True)
    making_told = models.CharField("没有制成的原因", max_length=200, blank=True, db_default="")
    asked_at = models.DateTimeField("申请时刻", db_default=Now())

    class Meta:
        verbose_name = "档案摘录"
        indexes = [
            models.Index(fields=["place_no", "state"], name="digitised_extract_place"),
            models.Index(fields=["retiree"], name="digitised_extract_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["archive"], condition=Q(state="asked"), name="digitised_extract_once"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="digitised_answer_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(until__isnull=False), name="digitised_granted_until"
            ),
        ]  # fmt: skip


class ExtractPage(models.Model):
    """A page that was given."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    extract = models.ForeignKey(Extract, models.CASCADE, related_name="pages", verbose_name="摘录")
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="+", verbose_name="扫描件")
    page_no = models.IntegerField("页")

    class Meta:
        verbose_name = "摘录页"
        constraints = [models.UniqueConstraint(fields=["extract", "scan", "page_no"], name="digitised_page_once")]


class Loan(models.Model):
    """The paper original out of its store room: to whom, why, until when."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    archive = models.ForeignKey(
        "archives.Archive", models.PROTECT, related_name="+", db_constraint=False, verbose_name="档案"
    )
    place_no = models.IntegerField("保管单位")
    unit = models.CharField("借阅单位", max_length=100)
    borrower = models.CharField("借阅人", max_length=64)
    note = models.BinaryField("借阅事由")
    letter_no = models.CharField("介绍信号", max_length=60)
    approver = models.CharField("批准人", max_length=64)
    lent_on = models.DateField("借出日期")
    due_on = models.DateField("应还日期")
    returned_on = models.DateField("归还日期", null=True)
    returned_note = models.BinaryField("归还情况", null=True)
    author_name = models.CharField("登记人", max_length=64)

    class Meta:
        verbose_name = "档案借阅"
        indexes = [models.Index(fields=["place_no", "due_on"], name="digitised_loan_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["archive"], condition=Q(returned_on__isnull=True), name="digitised_lent_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("lent_on")), name="digitised_due_after_lent"),
        ]
