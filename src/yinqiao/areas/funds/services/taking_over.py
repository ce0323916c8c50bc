"""Takes over payments that were made before this platform came, as far as each had got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import uuid_utils.compat as uuid_utils
from django.conf import settings

from yinqiao.areas.funds import errors, events
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.rules import answer_by, reasons
from yinqiao.areas.funds.types import Flow, PaymentState, Voucher
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.rulebook import rulebook

_TOLD = {
    PaymentState.NOTED: (events.NOTED,),
    PaymentState.CONFIRMED: (events.NOTED, events.CONFIRMED),
    PaymentState.RETURNED: (events.NOTED, events.RETURNED),
}


@dataclass(frozen=True, slots=True)
class OldPayment:
    """What an enterprise paid: under which signed agreement (its row), by which voucher, and how far it has come.

    Without `reason` and `received_on` it waits to be confirmed.
    """

    agreement: Any
    voucher: Voucher
    received_on: date | None = None
    reason: str = ""

    @property
    def state(self) -> PaymentState:
        """Where it stands."""
        if self.reason:
            return PaymentState.RETURNED
        return PaymentState.CONFIRMED if self.received_on else PaymentState.NOTED


def take_over_payments(*, act: Act, payments: Sequence[OldPayment]) -> int:
    """Keep payments of old with their state, numbered on in each agreement, none of which may have any yet.

    A few statements whatever the number. Invalid `funds.not_possible` for one that cannot have come about. Runs inside
    the caller's act, whose actor must reach both sides.
    """
    rule = rulebook().get("funds.days", region=settings.REGION, day=act.stamp.occurred_on)
    numbers: Counter[Any] = Counter()
    rows = []
    for one in payments:
        _require_possible(one, act.stamp.occurred_on)
        numbers[one.agreement.pk] += 1
        rows.append(_row(one, numbers[one.agreement.pk], rule.parameters))
    Payment.objects.bulk_create(rows)
    for kind in (events.NOTED, events.CONFIRMED, events.RETURNED):
        told = [row for row in rows if kind in _TOLD[PaymentState(row.state)]]
        act.emit(kind, [Subject(None, row.enterprise_id, row.place_no, row.pk, data=_said(row)) for row in told])
    return len(rows)


def _require_possible(one: OldPayment, today: date) -> None:
    if (
        one.voucher.amount <= 0
        or one.voucher.paid_on > (one.received_on or today)
        or (one.received_on or today) > today
    ):
        raise errors.not_possible("amount", "旧付款的金额或日期不可能。")
    if one.reason and (one.reason not in reasons() or one.received_on):
        raise errors.not_possible("reason", "旧付款的退回原因不可能。")


def _row(one: OldPayment, number: int, parameters: Any) -> Payment:
    paid_on = one.voucher.paid_on
    return Payment(
        id=uuid_utils.uuid7(), agreement=one.agreement, number=number, enterprise_id=one.agreement.enterprise_id,
        place_no=one.agreement.place_no, flow=Flow.PAYMENT, kind=one.voucher.kind, amount=one.voucher.amount,
        paid_on=paid_on, voucher_no=one.voucher.voucher_no, remark=one.voucher.remark, noted_by=Flow.PAYMENT.payer,
        noted_on=paid_on, answer_by=answer_by(paid_on, parameters), state=one.state, reason=one.reason,
        answered_on=one.received_on or (paid_on + timedelta(days=1) if one.reason else None), received_on=one.received_on,
    )  # fmt: skip


def _said(row: Payment) -> dict[str, Any]:
    return {"number": row.number, "flow": row.flow, "kind": row.kind, "amount": str(row.amount)}
