"""What every act on a payment does first and last: hold its agreement, lock it, judge the step, say what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yinqiao.areas.agreements.queries import side_of
from yinqiao.areas.agreements.services import hold_agreement
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.funds import errors, events
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.queries import list_payments
from yinqiao.areas.funds.rules import LIVE, NEEDS_LIFE, is_theirs, left_to_refund, next_state
from yinqiao.areas.funds.types import Entry, PaymentState, PaymentStep, SeenPayment
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject

MONEY_PAPER = "fund_voucher"


def lock_payment(act: Act, seen: SeenPayment, step: PaymentStep) -> tuple[Payment, Any]:
    """The payment and its agreement, both held, the payment's state moved on by `step`.

    NotFound when absent or out of scope; Conflict `funds.changed_meanwhile`, `funds.step_not_open`,
    `funds.agreement_over`; Refused `funds.not_your_step`. The agreement is held first: sums under it are one at a time.
    """
    found = list_payments(scope=act.actor.scope).filter(pk=seen.id).order_by()
    agreement_id = found.values_list("agreement_id", flat=True).first()
    if agreement_id is None:
        raise NotFound
    agreement = hold_agreement(act=act, agreement_id=agreement_id)
    row = found.select_for_update(of=("self",)).get()
    if row.lock_version != seen.lock_version:
        raise errors.changed_meanwhile()
    state = member_of(PaymentState, row.state)
    to = next_state(state, step)
    if to is None:
        raise errors.step_not_open(state.label)
    if not is_theirs(member_of(Side, row.noted_by), step, side_of(act.actor.role)):
        raise errors.not_your_step()
    if step in NEEDS_LIFE:
        require_live(agreement)
    row.state = to
    row.lock_version += 1
    act.about("payment", row.pk, people=0)
    return row, agreement


def require_live(agreement: Any) -> None:
    """Conflict `funds.agreement_over` once the agreement has ended."""
    if agreement.state not in LIVE:
        raise errors.agreement_over(agreement.stand.state.label)


def require_covered(entries: Iterable[Entry]) -> None:
    """Invalid `funds.beyond_received` where more would go back of a kind than has come."""
    if any(left < 0 for left in left_to_refund(entries).values()):
        raise errors.beyond_received()


def tell(act: Act, event: EventType, row: Payment, **facts: Any) -> None:
    """Emit what happened to a payment."""
    data = {"number": row.number, **facts}
    act.emit(event, [Subject(None, row.enterprise_id, row.place_no, subject_id=row.pk, data=data)])


def replace_by(act: Act, old: Payment, new: Payment) -> None:
    """The old row counts no more: a newer one stands in its place."""
    old.state, old.lock_version = PaymentState.REPLACED, old.lock_version + 1
    old.save(update_fields=["state", "lock_version"])
    tell(act, events.REPLACED, old, by=new.number)
