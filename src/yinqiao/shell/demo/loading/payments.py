"""Money under the agreements of the demo city: paid in full, in part, late, waiting, sent back, too much."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import numpy as np
from django.utils import timezone

from yinqiao.areas.agreements.queries import list_agreements
from yinqiao.areas.agreements.types import Instalment
from yinqiao.areas.funds import services as funds
from yinqiao.areas.funds.queries import get_payment
from yinqiao.areas.funds.services import OldPayment, take_over_payments
from yinqiao.areas.funds.types import SeenPayment, SendBack, Voucher
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.shell.demo import distributions as shares
from yinqiao.shell.demo.loading.blocks import LOADER

# Most of the money is for services and due two months after the first draft, the rest for archives and due later.
_SERVICE_DAYS, _ARCHIVE_DAYS = 60, 200


@dataclass(frozen=True, slots=True)
class _Slip:
    """One payment: of which kind, what part of what is due of it, how many days after the draft (before today if
    negative), what the other side answered; `back` for a refund."""

    kind: str
    part: str
    days: int
    answer: str = ""
    back: bool = False


# Name of a story → the payments of an agreement.
STORIES: Mapping[str, tuple[_Slip, ...]] = {
    "settled": (_Slip("service", "1", 50, "confirmed"), _Slip("archive", "1", 80, "confirmed")),
    "waits": (_Slip("service", "1", 55, "confirmed"), _Slip("archive", "0.5", -4)),
    "returned": (_Slip("service", "1", -6, "returned"),),
    "late": (_Slip("service", "0.5", 58, "confirmed"),),
    "risen": (_Slip("service", "1", -40),),
    "beyond": (
        _Slip("service", "1.1", 50, "confirmed"), _Slip("archive", "1", 90, "confirmed"),
        _Slip("service", "0.1", -2, back=True),
    ),
}  # fmt: skip


def plan_of(amount: Decimal, drafted_on: date) -> tuple[Instalment, ...]:
    """Three fifths for services, the rest for archives."""
    service = amount * 3 / 5
    return (
        Instalment("service", service, drafted_on + timedelta(days=_SERVICE_DAYS)),
        Instalment("archive", amount - service, drafted_on + timedelta(days=_ARCHIVE_DAYS)),
    )


@dataclass(frozen=True, slots=True)
class Till:
    """The agreement, its two sides, what was agreed of each kind, the moment of so many days after the draft."""

    agreement_id: UUID
    firm: Actor
    office: Actor
    plan: tuple[Instalment, ...]
    moment: Callable[[int], datetime]
    scan: bytes

    def hold(self, story: str) -> None:
        """Let both sides pay and answer as the story has it."""
        for number, slip in enumerate(STORIES[story], start=1):
            self._pay(number, slip)

    def _pay(self, number: int, slip: _Slip) -> None:
        at = self.moment(slip.days)
        due = next(one.amount for one in self.plan if one.kind == slip.kind)
        amount = (due * Decimal(slip.part)).quantize(Decimal("0.01"))
        voucher = Voucher(
            slip.kind, amount, timezone.localdate(at), f"{'TK' if slip.back else 'HD'}{timezone.localdate(at):%Y%m%d}{number:03d}",
            io.BytesIO(self.scan), "银行回单（演示）.pdf",
        )  # fmt: skip
        note, by, other = (
            (funds.note_refund, self.office, self.firm) if slip.back else (funds.note_payment, self.firm, self.office)
        )
        made = note(actor=by, at=at, agreement_id=self.agreement_id, voucher=voucher)
        if slip.answer == "confirmed":
            funds.confirm_payment(actor=other, at=at, seen=self._seen(other, made), received_on=timezone.localdate(at))
        elif slip.answer == "returned":
            answer = SendBack("amount_differs", "回单金额与到账金额相差手续费，请核对。")
            funds.send_payment_back(actor=other, at=at, seen=self._seen(other, made), answer=answer)

    @staticmethod
    def _seen(actor: Actor, payment_id: UUID) -> SeenPayment:
        with acting(actor):
            return get_payment(scope=actor.scope, payment_id=payment_id).seen


def load_old_payments(*, at: datetime, agreed: Mapping[UUID, Decimal]) -> int:
    """Take over what was paid under agreements of old: most of it in full, a share of each thing that hangs."""
    with acting(LOADER):
        rows = list_agreements(scope=LOADER.scope).in_bulk(list(agreed))
    names, weights = zip(*shares.PAID.items(), strict=True)
    drawn = np.random.default_rng(len(agreed)).choice(names, size=len(agreed), p=weights)
    today = timezone.localdate(at)
    made = []
    for place, ((agreement_id, amount), story) in enumerate(zip(agreed.items(), drawn, strict=True), start=1):
        row = rows[agreement_id]
        paid_on = row.filed_on or today
        made += _old(str(story), row, Voucher("service", amount, paid_on, f"HD{paid_on:%Y%m%d}{place:05d}"), today)
    with perform(actor=LOADER, action="demo.load_payments", at=at) as act:
        return take_over_payments(act=act, payments=made)


def _old(story: str, row: object, whole: Voucher, today: date) -> list[OldPayment]:
    """The payments of one agreement as a story of old has them."""

    def part(share: str, days_ago: int = 0) -> Voucher:
        day = today - timedelta(days=days_ago) if days_ago else whole.paid_on
        amount = (whole.amount * Decimal(share)).quantize(Decimal("0.01"))
        return Voucher(whole.kind, amount, day, whole.voucher_no)

    return {
        "settled": [OldPayment(row, whole, whole.paid_on)],
        "waits": [OldPayment(row, part("1", 6))],
        "risen": [OldPayment(row, part("1", 40))],
        "returned": [OldPayment(row, part("1", 12), reason="amount_differs")],
        "late": [OldPayment(row, part("0.5"), whole.paid_on)],
        "unpaid": [],
        "beyond": [OldPayment(row, part("1.1"), whole.paid_on)],
    }[story]
