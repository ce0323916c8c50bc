"""Money that goes back the way it came: asked for by one person, sent by another, ended by what the provider says.

What is sent lies as 退款在途 until the provider ends it: the member has it back no sooner, and nobody moves it on.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Entry, Order, Refund
from yinqiao.areas.dues.queries.books import purse_of
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.services.locking import hold_book
from yinqiao.areas.dues.services.ordering import WORDS, settle
from yinqiao.areas.dues.services.paying import book_back
from yinqiao.areas.dues.types import HELD_BACK, Book, EntryKind, RefundState, Verdict, yuan
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform import payments
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.payments import Paid, PaymentUnavailable, Refunded, Return, find_refund, place_refund

# The provider's word → ours. What it is still at changes nothing.
_ENDS: Final = {
    payments.RefundState.SUCCESS: RefundState.DONE,
    payments.RefundState.CLOSED: RefundState.CLOSED,
    payments.RefundState.ABNORMAL: RefundState.ABNORMAL,
}
# Who reaches every branch.
_SENDER: Final = Actor.system("党费支付")
_LIVE: Final = (RefundState.SENDING, RefundState.ABNORMAL)


def propose_refund(*, actor: Actor, at: datetime, payment_id: UUID, fen: int, reason: str) -> UUID:
    """Ask for money of a payment by phone to go back; part by part, never more than was paid.

    Conflict `dues.not_refundable`; Invalid `dues.refund_too_much`.
    """
    if actor.id is None:
        raise errors.refund_by_the_same()
    if not reason.strip():
        raise errors.not_possible("reason", "请写明退款原因。")
    with perform(actor=actor, action="dues.propose_refund", at=at) as act:
        order = Order.objects.filter(here(act.actor.scope), payment_id=payment_id).select_related("payment").first()
        if order is None or order.payment is None:
            raise errors.not_refundable()
        hold_book(order.place_no)
        order.payment.refresh_from_db()
        if order.payment.is_reversed:
            raise errors.not_refundable()
        left = (order.paid_fen or 0) - _held_back(order.pk)
        if not 0 < fen <= left:
            raise errors.refund_too_much(f"{yuan(left):,.2f}")
        row = Refund.objects.create(
            account_id=order.account_id, order=order, place_no=order.place_no, fen=fen, reason=reason.strip()[:200],
            number=f"TK{at:%Y%m%d}{secrets.token_hex(8)}", state=RefundState.PROPOSED, proposed_by=actor.id,
            proposed_name=actor.name, proposed_on=act.stamp.occurred_on,
        )  # fmt: skip
        _tell(act, events.REFUND_PROPOSED, row)
    return row.pk


def answer_refund(
    *, actor: Actor, at: datetime, refund_id: UUID, lock_version: int, verdict: Verdict, notify_url: str = ""
) -> None:
    """Approve or refuse what somebody else asked for; approved, it is sent once this has been committed.

    Refused `dues.refund_by_the_same`; Conflict `dues.changed_meanwhile`; Invalid `dues.not_enough`.
    """
    if not verdict.approves and not verdict.note.strip():
        raise errors.not_possible("note", "不同意退款的，请写明意见。")
    with perform(actor=actor, action="dues.answer_refund", at=at) as act:
        row = _lock(act, refund_id)
        if actor.id is None or actor.id == row.proposed_by:
            raise errors.refund_by_the_same()
        if row.state != RefundState.PROPOSED or row.lock_version != lock_version:
            raise errors.changed_meanwhile()
        if verdict.approves:
            hold_book(row.place_no)
            if purse_of(row.place_no).of(Book.CLEARING) < row.fen:
                raise errors.not_enough(Book.CLEARING.label)
            _book(act, row, Book.REFUNDING, Book.CLEARING)
            enqueue("dues.send_refund", _SENDER, refund_id=str(row.pk), notify_url=notify_url)
        row.state = RefundState.SENDING if verdict.approves else RefundState.REFUSED
        row.decided_by, row.decided_name, row.note = actor.id, actor.name, verdict.note.strip()[:200]
        row.decided_on = act.stamp.occurred_on
        row.lock_version += 1
        row.save()
        _tell(act, events.REFUND_DECIDED, row)


def send_refund(*, actor: Actor, at: datetime, refund_id: UUID, notify_url: str = "") -> bool:
    """Give the provider a refund that was approved; whether it took it. Sent again it is the same refund.

    The refund is on record, and its money set aside, before the provider hears of it. The actor reaches every branch.
    """
    with perform(actor=actor, action="dues.send_refund", at=at) as act:
        row = Refund.objects.select_related("order").filter(pk=refund_id, state=RefundState.SENDING).first()
        if row is None:
            return False
        act.about("dues_refund", row.pk, people=0)
        back = Return(row.number, row.order.number, row.fen, row.order.paid_fen or 0, WORDS, notify_url)
    try:
        told = place_refund(back, at=at)
    except PaymentUnavailable:
        return False
    settle_refund(actor=actor, at=at, told=told)
    return True


def settle_refund(*, actor: Actor, at: datetime, told: Refunded) -> bool:
    """Book what the provider says of a refund; whether it changed anything. An end stays an end, whatever comes late.

    The actor must reach every branch. Another order or sum than was asked for is not ours and books nothing.
    """
    with perform(actor=actor, action="dues.settle_refund", at=at) as act:
        row = Refund.objects.select_for_update(of=("self",)).select_related("order").filter(number=told.number).first()
        if row is None:
            return False
        act.about("dues_refund", row.pk, people=0)
        if (row.order.number, row.fen) != (told.order_number, told.fen):
            act.note(differs=True)
            return False
        end = _ENDS.get(told.state)
        if row.state not in _LIVE or end is None or end == row.state:
            act.note(again=True)
            return False
        hold_book(row.place_no)
        if end is RefundState.DONE:
            _book(act, row, Book.RECEIVABLE, Book.REFUNDING)
        elif end is RefundState.CLOSED:
            book_back(act, "refund_id", row.pk)
        row.state, row.refund_id = end, told.refund_id[:40]
        row.ended_on = None if end is RefundState.ABNORMAL else act.stamp.occurred_on
        row.lock_version += 1
        row.save()
        _tell(act, events.REFUNDED, row)
        killpoint("dues.refund_before_commit")
        transaction.on_commit(lambda: killpoint("dues.refund_after_commit"))
    return True


def hear(*, actor: Actor, at: datetime, told: Paid | Refunded) -> bool:
    """Book what a notice says, of a payment or of a refund; whether it was new."""
    if isinstance(told, Refunded):
        return settle_refund(actor=actor, at=at, told=told)
    return settle(actor=actor, at=at, paid=told)


def ask_refunds(*, actor: Actor, at: datetime, only: UUID | None = None) -> int:
    """Ask what became of refunds under way, and send those that the provider never heard of; how many ended."""
    with transaction.atomic(), perform(actor=actor, action="dues.ask_refunds", at=at) as act:
        live = Refund.objects.filter(state__in=_LIVE, **({"pk": only} if only else {}))
        found = list(live.order_by("pk").values_list("pk", "number"))
        act.note(asked=len(found))
    ended = 0
    for pk, number in found:
        try:
            told = find_refund(number, at=at)
        except PaymentUnavailable:
            continue
        if told is None:
            send_refund(actor=actor, at=at, refund_id=pk)
        else:
            ended += settle_refund(actor=actor, at=at, told=told)
    return ended


def _held_back(order_id: UUID) -> int:
    found = Refund.objects.filter(order_id=order_id, state__in=HELD_BACK)
    return int(found.aggregate(sum=Sum("fen"))["sum"] or 0)


def _lock(act: Act, refund_id: UUID) -> Refund:
    found = Refund.objects.select_for_update().filter(here(act.actor.scope), pk=refund_id).first()
    if found is None:
        raise NotFound
    act.about("dues_refund", found.pk)
    return found


def _book(act: Act, row: Refund, debit: Book, credit: Book) -> None:
    """The member's account learns of it with its end, not before."""
    Entry.objects.create(
        place_no=row.place_no, account_id=row.account_id if debit is Book.RECEIVABLE else None, kind=EntryKind.REFUND,
        debit=debit, credit=credit, fen=row.fen, refund=row, booked_on=act.stamp.occurred_on, act_id=act.id,
    )  # fmt: skip


def _tell(act: Act, kind: EventType, row: Refund) -> None:
    data = {"fen": row.fen, "state": row.state}
    act.emit(kind, [Subject(row.account.retiree_id, None, row.place_no, row.pk, data=data)])
