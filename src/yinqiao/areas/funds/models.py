"""The table of funds: one row for each payment or refund; what it says never changes, a correction is a row of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yinqiao.areas.agreements.types import Side
from yinqiao.areas.funds.types import Entry, Flow, PaymentState, SeenPayment
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.database.functions import UUID7

_S = PaymentState
# As plain words: constraints stand in migrations, which outlive the names of our code.
_LIVING = [_S.NOTED.value, _S.CONFIRMED.value]
_NOTED, _CONFIRMED, _RETURNED, _REPLACED = _S.NOTED.value, _S.CONFIRMED.value, _S.RETURNED.value, _S.REPLACED.value


class Payment(models.Model):
    """Money that one side of an agreement says it paid, and what the other answered."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, verbose_name="协议", db_index=False)
    number = models.IntegerField("序号", help_text="在协议内从 1 编起")
    enterprise = models.ForeignKey(
        "organisations.Enterprise", models.PROTECT, verbose_name="企业", db_constraint=False, db_index=False
    )
    place_no = models.IntegerField("接收方")
    flow = models.CharField("收付", max_length=12, choices=Flow.choices())
    kind = models.CharField("款项", max_length=24)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("付款日期")
    voucher_no = models.CharField("凭证号", max_length=60)
    scan_id = models.UUIDField("凭证扫描件", null=True)
    remark = models.CharField("说明", max_length=500, blank=True, default="")
    noted_by = models.CharField("登记方", max_length=12, choices=Side.choices())
    noted_on = models.DateField("登记日期")
    answer_by = models.DateField("确认期限")
    state = models.CharField("状态", max_length=12, choices=PaymentState.choices())
    answered_on = models.DateField("答复日期", null=True)
    received_on = models.DateField("到账日期", null=True)
    reason = models.CharField("退回原因", max_length=24, blank=True, default="")
    note = models.CharField("退回说明", max_length=500, blank=True, default="")
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="所更正的登记", related_name="corrections", db_index=False
    )
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="所代替的退回登记", related_name="renewals", db_index=False
    )
    lock_version = models.IntegerField("修改序号", default=1)

    class Meta:
        verbose_name = "移交经费收付"
        indexes = [
            models.Index(fields=["enterprise", "state"], name="funds_of_enterprise"),
            models.Index(fields=["place_no", "state"], name="funds_of_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="funds_number_once"),
            models.UniqueConstraint(
                fields=["agreement", "flow", "kind", "voucher_no"],
                condition=Q(state__in=_LIVING, corrects__isnull=True),
                name="funds_voucher_once",
            ),
            models.UniqueConstraint(fields=["corrects"], condition=Q(state=_NOTED), name="funds_one_correction"),
            models.UniqueConstraint(fields=["renews"], name="funds_renewed_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount=0, corrects__isnull=False), name="funds_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(state=_CONFIRMED, received_on__isnull=False, answered_on__isnull=False)
                | Q(state=_REPLACED)
                | (~Q(state__in=[_CONFIRMED, _REPLACED]) & Q(received_on__isnull=True)),
                name="funds_confirmed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=models.F("paid_on")),
                name="funds_received_after_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state=_RETURNED) | (~Q(reason="") & Q(answered_on__isnull=False)),
                name="funds_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=_NOTED) | Q(answered_on__isnull=True, reason=""), name="funds_noted_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its agreement's money."""
        return f"{reverse('funds:agreement', args=[self.agreement_id])}#payment-{self.number}"

    @property
    def seen(self) -> SeenPayment:
        """This payment as it was read."""
        return SeenPayment(self.pk, self.lock_version)

    @property
    def entry(self) -> Entry:
        """This payment as sums see it."""
        return Entry(
            self.kind, member_of(Flow, self.flow), member_of(PaymentState, self.state), self.amount, self.noted_on,
            is_correction=self.corrects_id is not None,
        )  # fmt: skip
