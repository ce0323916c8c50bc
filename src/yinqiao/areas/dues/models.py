"""Tables of dues: a member's account, the base of a year, decisions, months charged, money that came and moved, the ledger.

Every sum is a number of fen. An entry of the ledger takes from one account and gives to another: none can be out of
balance. What is written stays; a correction is a reverse entry beside it.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yinqiao.areas.dues.types import (
    Basis,
    Book,
    End,
    EntryKind,
    Method,
    Move,
    OrderState,
    Payer,
    RefundState,
    Ruling,
    RulingState,
    Source,
    Why,
)
from yinqiao.platform.database.functions import UUID7


class Account(models.Model):
    """The account of a member whom a place has received: from which month to which dues are charged."""

    member = models.OneToOneField(
        "party.Member", models.PROTECT, primary_key=True, related_name="dues", verbose_name="党员", db_constraint=False
    )  # fmt: skip
    retiree_id = models.UUIDField("人员", null=True, db_index=True)
    place_no = models.IntegerField("所在支部的单位", db_index=True)
    first_month = models.DateField("起收月份")
    last_month = models.DateField("止收月份", null=True)
    end = models.CharField("止收原因", max_length=8, blank=True, db_default="", choices=End.choices())

    class Meta:
        verbose_name = "党费账户"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__isnull=True, end="") | (Q(last_month__isnull=False) & ~Q(end="")),
                name="dues_end_has_reason",
            )
        ]

    def get_absolute_url(self) -> str:
        """The page of this account."""
        return reverse("dues:account", args=[self.pk])


class Standard(models.Model):
    """The base of a year and what it costs a month. Told anew it is another row, and the old one stands no more."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="standards", db_constraint=False, db_index=False, verbose_name="账户"
    )  # fmt: skip
    place_no = models.IntegerField("所在支部的单位")
    year = models.SmallIntegerField("年度")
    basis = models.CharField("计算基数", max_length=8, choices=Basis.choices())
    base_fen = models.BigIntegerField("基数（分）")
    fen = models.BigIntegerField("每月党费（分）")
    why = models.CharField("依据", max_length=8, choices=Why.choices())
    rule = models.CharField("规则", max_length=40)
    source = models.CharField("基数来源", max_length=8, choices=Source.choices())
    evidence = models.CharField("证明", max_length=200)
    former_fen = models.BigIntegerField("原企业每月收取（分）", null=True)
    reason = models.CharField("更改原因", max_length=200, blank=True, default="")
    told_on = models.DateField("登记日期")
    author_name = models.CharField("登记人", max_length=60)
    is_standing = models.BooleanField("现行", default=True)
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费核定"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "year"], condition=Q(is_standing=True), name="dues_standard_once"
            ),
            models.CheckConstraint(condition=Q(base_fen__gte=0, fen__gte=0), name="dues_standard_sums"),
        ]


class Decision(models.Model):
    """What the branch proposes for some months of a member, and what the next level answered: two people."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="decisions", db_constraint=False, verbose_name="账户"
    )  # fmt: skip
    place_no = models.IntegerField("所在支部的单位")
    ruling = models.CharField("事项", max_length=8, choices=Ruling.choices())
    fen = models.BigIntegerField("每月交（分）", default=0)
    from_month = models.DateField("起始月份")
    until_month = models.DateField("截止月份", null=True)
    meeting_on = models.DateField("支部研究日期")
    reason = models.CharField("理由", max_length=300)
    state = models.CharField("状态", max_length=12, choices=RulingState.choices())
    proposed_by = models.UUIDField("提请人")
    proposed_name = models.CharField("提请人姓名", max_length=60)
    proposed_on = models.DateField("提请日期")
    decided_by = models.UUIDField("答复人", null=True)
    decided_name = models.CharField("答复人姓名", max_length=60, blank=True, default="")
    decided_on = models.DateField("答复日期", null=True)
    note = models.CharField("答复意见", max_length=300, blank=True, default="")
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "党费减免"
        indexes = [models.Index(fields=["place_no", "state"], name="dues_decision_of_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_month__isnull=True, ruling="suspend") | Q(until_month__gte=F("from_month")),
                name="dues_decision_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="dues_decision_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="dues_decided_by_another"
            ),
        ]


class Charge(models.Model):
    """What a member owes for a month, and by which standard or decision. Charged anew it is the next number."""

    pk = models.CompositePrimaryKey("account_id", "month", "no")
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="charges", db_constraint=False, db_index=False, verbose_name="账户"
    )  # fmt: skip
    month = models.DateField("月份")
    no = models.SmallIntegerField("第几次计收")
    place_no = models.IntegerField("所在支部的单位")
    fen = models.BigIntegerField("应交（分）")
    why = models.CharField("依据", max_length=8, choices=Why.choices())
    standard = models.ForeignKey(
        Standard, models.PROTECT, db_constraint=False, db_index=False, related_name="+", verbose_name="核定"
    )  # fmt: skip
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+", verbose_name="减免"
    )  # fmt: skip
    entry_id = models.BigIntegerField("分录", null=True, help_text="免交的月份没有")
    is_standing = models.BooleanField("现行", db_default=True)
    charged_on = models.DateField("计收日期")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "每月应交党费"
        # Months come one after the other: a summary of ranges finds one, and costs a month's charges nothing.
        indexes = [BrinIndex(fields=["month"], name="dues_charge_month", pages_per_range=32)]


class Run(models.Model):
    """A month that was charged for everybody: what comes later in it comes account by account."""

    month = models.DateField("月份", primary_key=True)
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费月度计收"


class Payment(models.Model):
    """Money that came in at once, with its receipt. Wrong, it is reversed with a reason; the number stays used."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所在支部的单位")
    series = models.CharField("收款单位代码", max_length=12, help_text="开出收据时的行政区划代码，单位合并后不变")
    year = models.SmallIntegerField("年度")
    number = models.IntegerField("收据序号", help_text="在收款单位的年度内从 1 编起")
    method = models.CharField("方式", max_length=8, choices=Method.choices())
    payer = models.CharField("交款人", max_length=12, choices=Payer.choices())
    payer_note = models.CharField("交款说明", max_length=100, blank=True, default="")
    fen = models.BigIntegerField("金额（分）")
    paid_on = models.DateField("交款日期")
    meeting_on = models.DateField("支部研究日期", null=True)
    taken_by = models.CharField("收款人", max_length=60)
    is_reversed = models.BooleanField("已冲正", default=False)
    reason = models.CharField("冲正原因", max_length=200, blank=True, default="")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费收款"
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="dues_receipt_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="dues_payment_positive"),
            models.CheckConstraint(
                condition=(Q(is_reversed=True) & ~Q(reason="")) | Q(is_reversed=False, reason=""),
                name="dues_reversed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_no

    def get_absolute_url(self) -> str:
        """The page of this payment."""
        return reverse("dues:payment", args=[self.pk])

    @property
    def receipt_no(self) -> str:
        """As it stands on the receipt: 2026-0012."""
        return f"{self.year}-{self.number:04d}"


class Transfer(models.Model):
    """Money that a branch moved on: into its bank account, or up to the superior committee."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    place_no = models.IntegerField("所在支部的单位", db_index=True)
    move = models.CharField("划转", max_length=12, choices=Move.choices())
    fen = models.BigIntegerField("金额（分）")
    moved_on = models.DateField("日期")
    voucher_no = models.CharField("凭证号", max_length=60)
    noted_by = models.CharField("登记人", max_length=60)
    is_reversed = models.BooleanField("已冲正", default=False)
    reason = models.CharField("冲正原因", max_length=200, blank=True, default="")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费划转"
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="dues_transfer_positive"),
            models.CheckConstraint(
                condition=(Q(is_reversed=True) & ~Q(reason="")) | Q(is_reversed=False, reason=""),
                name="dues_unmoved_has_reason",
            ),
        ]


class Refund(models.Model):
    """Money of an order that goes back the way it came: asked for by one person, sent by another, ended by the provider.

    `number` is our 商户退款单号; asked for again under it, the provider gives back once.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="refunds", db_constraint=False, verbose_name="账户"
    )  # fmt: skip
    order = models.ForeignKey(
        "Order", models.PROTECT, related_name="refunds", db_constraint=False, verbose_name="订单"
    )  # fmt: skip
    place_no = models.IntegerField("所在支部的单位")
    number = models.CharField("退款单号", max_length=32, unique=True)
    fen = models.BigIntegerField("金额（分）")
    reason = models.CharField("退款原因", max_length=200)
    state = models.CharField("状态", max_length=10, choices=RefundState.choices())
    refund_id = models.CharField("支付平台退款单号", max_length=40, blank=True, default="")
    proposed_by = models.UUIDField("提请人")
    proposed_name = models.CharField("提请人姓名", max_length=60)
    proposed_on = models.DateField("提请日期")
    decided_by = models.UUIDField("复核人", null=True)
    decided_name = models.CharField("复核人姓名", max_length=60, blank=True, default="")
    decided_on = models.DateField("复核日期", null=True)
    note = models.CharField("复核意见", max_length=200, blank=True, default="")
    ended_on = models.DateField("退款结束日期", null=True)
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "党费退款"
        indexes = [models.Index(fields=["place_no", "state"], name="dues_refund_of_place")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="dues_refund_positive"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="dues_refund_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="dues_refund_by_another"
            ),
        ]

    def get_absolute_url(self) -> str:
        """The page of this refund."""
        return reverse("dues:refund", args=[self.pk])


class Entry(models.Model):
    """One entry of the ledger: so many fen to `debit`, from `credit`. A reverse entry names the one that it undoes."""

    id = models.BigAutoField(primary_key=True)
    place_no = models.IntegerField("所在支部的单位")
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="entries", db_constraint=False, db_index=False, verbose_name="账户"
    )  # fmt: skip
    kind = models.CharField("类别", max_length=8, choices=EntryKind.choices())
    debit = models.CharField("借方", max_length=12, choices=Book.choices())
    credit = models.CharField("贷方", max_length=12, choices=Book.choices())
    fen = models.BigIntegerField("金额（分）")
    month = models.DateField("月份", null=True)
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, related_name="entries", db_constraint=False, db_index=False, verbose_name="收款"
    )  # fmt: skip
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, related_name="entries", db_constraint=False, db_index=False, verbose_name="划转"
    )  # fmt: skip
    refund = models.ForeignKey(
        Refund, models.PROTECT, null=True, related_name="entries", db_constraint=False, db_index=False, verbose_name="退款"
    )  # fmt: skip
    reverses_id = models.BigIntegerField("所冲正的分录", null=True)
    booked_on = models.DateField("记账日期")
    act_id = models.UUIDField("所属办理")

    class Meta:
        verbose_name = "党费分录"
        indexes = [
            # A month's entries are found through their charges.
            models.Index(
                fields=["account"],
                name="dues_entry_of_account",
                condition=Q(account__isnull=False) & (~Q(kind="charge") | Q(reverses_id__isnull=False)),
            ),
            models.Index(fields=["place_no"], name="dues_entry_of_place", condition=~Q(kind="charge")),
            models.Index(fields=["payment"], name="dues_entry_of_payment", condition=Q(payment__isnull=False)),
            models.Index(fields=["transfer"], name="dues_entry_of_transfer", condition=Q(transfer__isnull=False)),
            models.Index(fields=["refund"], name="dues_entry_of_refund", condition=Q(refund__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reverses_id"], condition=Q(reverses_id__isnull=False), name="dues_reversed_once"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0) & ~Q(debit=F("credit")), name="dues_entry_moves"),
        ]


class Standing(models.Model):
    """How an account stands: a view. Payments cover the earliest month first."""

    account = models.OneToOneField(
        Account, models.DO_NOTHING, primary_key=True, related_name="standing", verbose_name="账户"
    )  # fmt: skip
    charged = models.BigIntegerField("累计应交（分）")
    paid = models.BigIntegerField("累计已交（分）")
    owed_months = models.IntegerField("欠交月数")
    unpaid_from = models.DateField("从哪个月起未交", null=True)

    class Meta:
        managed = False
        verbose_name = "党费交纳情况"


class Order(models.Model):
    """One wish to pay online: asked for by the member, placed with the provider, paid, or run out."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="orders", db_constraint=False, verbose_name="账户"
    )  # fmt: skip
    place_no = models.IntegerField("所在支部的单位")
    number = models.CharField("订单号", max_length=32, unique=True)
    fen = models.BigIntegerField("金额（分）")
    asked_at = models.DateTimeField("下单时刻")
    asked_by = models.CharField("下单人", max_length=10, choices=Payer.choices(), db_default=Payer.SELF)
    expires_at = models.DateTimeField("有效期至")
    code_url = models.CharField("二维码内容", max_length=200, blank=True, default="")
    state = models.CharField("状态", max_length=8, choices=OrderState.choices())
    transaction = models.CharField("支付平台单号", max_length=40, blank=True, default="")
    paid_fen = models.BigIntegerField("实付（分）", null=True)
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, db_constraint=False, related_name="order", verbose_name="收款"
    )  # fmt: skip

    class Meta:
        verbose_name = "党费订单"
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="dues_order_positive"),
            models.CheckConstraint(
                condition=Q(state="open", payment__isnull=True, paid_fen__isnull=True)
                | Q(state="paid", payment__isnull=False, paid_fen=F("fen"))
                | (Q(state="differs", payment__isnull=False, paid_fen__isnull=False) & ~Q(paid_fen=F("fen"))),
                name="dues_order_whole",
            ),
        ]
