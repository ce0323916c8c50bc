"""Paying online: an order by the member, what the provider says of it, booked once however often it is said."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Account, Entry, Order, Payment, Standing
from yinqiao.areas.dues.services.locking import hold_book, rule_of
from yinqiao.areas.dues.services.paying import next_number
from yinqiao.areas.dues.types import MATTER, Book, EntryKind, Method, OrderState, Payer
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.session import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.payments import Order as PlacedOrder
from yinqiao.platform.payments import Paid, PaymentUnavailable, find_paid, place_order

# How long a square code is good for.
_GOOD_FOR = timedelta(minutes=30)
# Orders are asked for so long after they ran out: a notice may have been lost.
_ASKED_FOR = timedelta(days=3)
WORDS = "社区服务交费"


def ask_order(*, actor: Actor, at: datetime) -> UUID:
    """An order over what the member who is signed in owes, or for whom one acts; a second click finds the first one.

    Refused `dues.over_six`, `authorisations.not_within`; Conflict `dues.nothing_owed_self`.
    """
    with perform(actor=actor, action="dues.ask_order", at=at) as act:
        if actor.scope.person is None:
            raise NotFound
        require_warrant(actor.scope, MATTER, act.stamp.occurred_on)
        own = Account.objects.filter(retiree_id=actor.scope.person).order_by("-first_month").first()
        if own is None:
            raise NotFound
        act.about("dues_account", own.pk)
        now = Standing.objects.get(account_id=own.pk)
        if now.owed_months > rule_of(act, "dues.months").parameters["most_late"]:
            raise errors.over_six_self()
        fen = now.charged - now.paid
        if fen <= 0:
            raise errors.nothing_owed_self()
        with widened("dues.ask_order"):
            Account.objects.select_for_update().get(pk=own.pk)
            standing = Order.objects.filter(account=own, state=OrderState.OPEN, fen=fen, expires_at__gt=at).first()
            if standing is not None:
                return standing.pk
            return Order.objects.create(
                account=own, place_no=own.place_no, number=f"DF{at:%Y%m%d}{secrets.token_hex(8)}", fen=fen, asked_at=at,
                expires_at=at + _GOOD_FOR, state=OrderState.OPEN,
                asked_by=Payer.SELF if actor.scope.warrant is None else Payer.FAMILY,
            ).pk  # fmt: skip


def place(*, actor: Actor, at: datetime, order_id: UUID, notify_url: str) -> str:
    """The square code of an order in the own account: from the provider once, then as it was kept.

    Nobody has seen the code of an order that the provider heard of and that we then did not commit: it is never paid.
    """
    with perform(actor=actor, action="dues.place_order", at=at) as act:
        if not Order.objects.filter(pk=order_id, account__retiree_id=actor.scope.person).exists():
            raise NotFound
        act.about("dues_order", order_id)
        with widened("dues.place_order"):
            row = Order.objects.select_for_update().get(pk=order_id)
            if not row.code_url:
                killpoint("dues.place_before_provider")
                placed = PlacedOrder(row.number, row.fen, WORDS, row.expires_at, notify_url)
                try:
                    row.code_url = place_order(placed, at=at)
                except PaymentUnavailable as problem:
                    raise errors.provider_silent() from problem
                killpoint("dues.place_before_commit")
                row.save(update_fields=["code_url"])
                transaction.on_commit(lambda: killpoint("dues.place_after_commit"))
            return row.code_url


def settle(*, actor: Actor, at: datetime, paid: Paid) -> bool:
    """Book what the provider says was paid; whether it was new. The actor must reach every branch.

    What arrived is booked as it arrived: late, or another sum than was ordered, which the branch looks at.
    """
    with perform(actor=actor, action="dues.settle_order", at=at) as act:
        row = Order.objects.select_for_update().filter(number=paid.number).first()
        if row is None or not paid.is_paid:
            return False
        act.about("dues_order", row.pk)
        if row.state != OrderState.OPEN:
            act.note(again=True, same=row.transaction == paid.transaction)
            return False
        row.payment = _book(act, row, paid.fen)
        row.transaction, row.paid_fen = paid.transaction[:40], paid.fen
        row.state = OrderState.PAID if paid.fen == row.fen else OrderState.DIFFERS
        row.save()
        killpoint("dues.settle_before_commit")
        transaction.on_commit(lambda: killpoint("dues.settle_after_commit"))
    return True


def ask_provider(*, actor: Actor, at: datetime, only: UUID | None = None) -> int:
    """Ask what became of orders of which nothing was heard, or of one however old; how many were paid after all."""
    with transaction.atomic(), perform(actor=actor, action="dues.ask_provider", at=at) as act:
        wanted = {"pk": only} if only else {"asked_at__gt": at - _ASKED_FOR}
        found = Order.objects.filter(state=OrderState.OPEN, **wanted).exclude(code_url="")
        numbers = list(found.order_by("asked_at").values_list("number", flat=True))
        act.note(asked=len(numbers))
    settled = 0
    for number in numbers:
        try:
            paid = find_paid(number, at=at)
        except PaymentUnavailable:
            continue
        settled += bool(paid and settle(actor=actor, at=at, paid=paid))
    return settled


def _book(act: Act, row: Order, fen: int) -> Payment:
    today = act.stamp.occurred_on
    hold_book(row.place_no)
    series = places().by_no[row.place_no].code
    made = Payment.objects.create(
        place_no=row.place_no, series=series, year=today.year, number=next_number(series, today.year),
        method=Method.ONLINE, payer=row.asked_by, fen=fen, paid_on=timezone.localdate(act.at), taken_by="手机支付", act_id=act.id,
    )  # fmt: skip
    Entry.objects.create(
        place_no=row.place_no, account_id=row.account_id, kind=EntryKind.PAYMENT, debit=Book.CLEARING, credit=Book.RECEIVABLE,
        fen=fen, payment=made, booked_on=today, act_id=act.id,
    )  # fmt: skip
    data = {"fen": fen, "receipt": made.receipt_no}
    act.emit(events.PAID, [Subject(row.account.retiree_id, None, row.place_no, made.pk, data=data)])
    return made
