"""Tables of reconciliation: a statement, its lines with what was found and how it was settled, headers once explained.

`place_no` is everywhere that of the office that compares. Sums are fen, what goes out negative. Numbers of accounts and
identity papers in words are cut to their last four signs before anything is kept.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from yinqiao.areas.reconciliation.types import BankField, Found, Kind, LineState, Reason, StatementState
from yinqiao.platform.database.functions import UUID7


class Statement(models.Model):
    """One file of the provider or a bank. The same file of an office is one, however often it is sent.

    One that was taken by mistake stays as removed: by whom, why, and with the lines that something had rested on.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("核对单位", db_index=True)
    kind = models.CharField("账单", max_length=8, choices=Kind.choices())
    file_id = models.UUIDField("文件原件")
    file_sha256 = models.CharField("原件校验值", max_length=64)
    file_name = models.CharField("文件名", max_length=200)
    first_on = models.DateField("起始日期")
    last_on = models.DateField("截止日期")
    in_fen = models.BigIntegerField("收入（分）")
    out_fen = models.BigIntegerField("支出（分）")
    fee_fen = models.BigIntegerField("手续费（分）", default=0)
    opening_fen = models.BigIntegerField("期初余额（分）", null=True)
    closing_fen = models.BigIntegerField("期末余额（分）", null=True)
    rows = models.IntegerField("行数")
    repeated = models.IntegerField("此前已有的行数", default=0)
    created_at = models.DateTimeField("上传时刻", db_default=Now())
    created_by = models.UUIDField("上传人", null=True)
    created_name = models.CharField("上传人姓名", max_length=64)
    act_id = models.UUIDField("所属办理")
    removal_reason = models.CharField("撤销原因", max_length=200, blank=True, db_default="")
    removal_by = models.UUIDField("提出撤销的人", null=True)
    removal_name = models.CharField("提出撤销的人姓名", max_length=64, blank=True, db_default="")
    removal_on = models.DateField("提出撤销的日期", null=True)
    removed_by = models.UUIDField("复核撤销的人", null=True)
    removed_name = models.CharField("复核撤销的人姓名", max_length=64, blank=True, db_default="")
    removed_on = models.DateField("撤销日期", null=True)

    class Meta:
        verbose_name = "党费对账单"
        constraints = [
            models.UniqueConstraint(
                fields=["place_no", "kind", "file_sha256"],
                condition=Q(removed_on__isnull=True),
                name="reconciliation_same_file",
            ),
            models.CheckConstraint(
                condition=Q(removal_on__isnull=True, removed_on__isnull=True, removal_reason="")
                | Q(removal_on__isnull=False) & ~Q(removal_reason=""),
                name="reconciliation_removal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True) | Q(removed_on__isnull=False) & ~Q(removed_by=F("removal_by")),
                name="reconciliation_removed_by_another",
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="reconciliation_days_in_order"),
        ]

    def get_absolute_url(self) -> str:
        """The page of this statement."""
        return reverse("reconciliation:statement", args=[self.pk])

    @property
    def state(self) -> StatementState:
        """Whether it counts."""
        if self.removed_on:
            return StatementState.REMOVED
        return StatementState.PROPOSED if self.removal_on else StatementState.STANDING


class Line(models.Model):
    """One line of a statement, or (`missing`) one entry of ours that its days do not have."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="lines", db_index=False, verbose_name="对账单"
    )  # fmt: skip
    place_no = models.IntegerField("核对单位")
    kind = models.CharField("账单", max_length=8, choices=Kind.choices())
    key = models.CharField("行的标识", max_length=80, help_text="重叠的对账单中同一行只登记一次")
    row_no = models.IntegerField("行号", help_text="0 表示账单中没有")
    on_day = models.DateField("日期")
    fen = models.BigIntegerField("金额（分）")
    number = models.CharField("单号", max_length=64, blank=True, default="")
    party = models.CharField("对方", max_length=100, blank=True, default="")
    words = models.CharField("摘要", max_length=200, blank=True, default="")
    found = models.CharField("核对结果", max_length=14, choices=Found.choices())
    first_found = models.CharField(
        "更正前的核对结果", max_length=14, blank=True, db_default="", choices=Found.choices(),
        help_text="党费账更正后才一致的，更正以前的核对结果",
    )  # fmt: skip
    state = models.CharField("状态", max_length=8, choices=LineState.choices())
    ref_id = models.UUIDField("账上的一笔", null=True)
    our_fen = models.BigIntegerField("账上金额（分）", null=True)
    reason = models.CharField("处理", max_length=12, blank=True, default="", choices=Reason.choices())
    note = models.CharField("说明", max_length=200, blank=True, default="")
    settled_by = models.UUIDField("处理人", null=True)
    settled_name = models.CharField("处理人姓名", max_length=64, blank=True, default="")
    settled_on = models.DateField("处理日期", null=True)
    confirmed_by = models.UUIDField("复核人", null=True)
    confirmed_name = models.CharField("复核人姓名", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "党费对账单的行"
        indexes = [
            models.Index(fields=["statement", "found"], name="reconciliation_line_found"),
            models.Index(fields=["ref_id"], name="reconciliation_line_ref", condition=Q(ref_id__isnull=False)),
            models.Index(fields=["place_no", "state"], name="reconciliation_line_open", condition=~Q(state="done")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["place_no", "kind", "key"], name="reconciliation_line_once"),
            models.CheckConstraint(
                condition=~Q(state="settled") | ~Q(found__in=["differs", "unbooked", "missing"])
                | Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("settled_by")),
                name="reconciliation_by_another",
            ),
        ]  # fmt: skip


class HeaderMemory(models.Model):
    """Which column of a bank's statements holds what, once a person of this office has said so."""

    place_no = models.IntegerField("核对单位")
    header = models.CharField("表头", max_length=120)
    field = models.CharField(
        "字段", max_length=8, blank=True, default="", choices=BankField.choices(), help_text="空表示这一列不采用"
    )

    class Meta:
        verbose_name = "银行对账单表头记忆"
        constraints = [models.UniqueConstraint(fields=["place_no", "header"], name="reconciliation_header_once")]
