"""What statements of the provider and of banks are compared with: orders and refunds by number, and what moved the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q

from yinqiao.areas.dues.models import Order, Payment, Refund, Transfer
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.types import Book, Method, Move, OrderState, RefundState
from yinqiao.platform.access.types import Scope

_SIGNS = {
    one: 1 if one.books[0] is Book.BANK else -1 for one in Move if Book.BANK in one.books
}  # fmt: skip


class Money(NamedTuple):
    """One payment, refund or transfer: its number, its row, the day, fen (what goes out negative), whether it is booked."""

    number: str
    ref_id: UUID
    on_day: date | None
    fen: int
    is_booked: bool


def list_online_money(*, scope: Scope, numbers: Sequence[str], first: date, last: date) -> list[Money]:
    """Orders and refunds of the scope with these numbers, or ended within these days; what was reversed is not booked."""
    orders = Order.objects.filter(here(scope)).filter(
        Q(payment__paid_on__range=(first, last), payment__is_reversed=False) | _numbered(Order, numbers)
    )
    refunds = Refund.objects.filter(here(scope)).filter(
        Q(ended_on__range=(first, last), state=RefundState.DONE) | _numbered(Refund, numbers)
    )
    paid = [
        Money(number, pk, on, paid_fen or fen, state != OrderState.OPEN and not is_reversed)
        for number, pk, on, paid_fen, fen, state, is_reversed in orders.values_list(
            "number", "pk", "payment__paid_on", "paid_fen", "fen", "state", "payment__is_reversed"
        ).iterator()
    ]  # fmt: skip
    back = refunds.values_list("number", "pk", "ended_on", "fen", "state").iterator()
    return paid + [Money(number, pk, on, -fen, state == RefundState.DONE) for number, pk, on, fen, state in back]


def _numbered(model: type[Order] | type[Refund], numbers: Sequence[str]) -> Q:
    """These numbers as one array: a list of as many parameters takes longer to plan than to find."""
    known = model.objects.extra(where=["number = ANY(%s)"], params=[list(numbers)])
    return Q(pk__in=known.values("pk"))


def list_bank_money(*, scope: Scope, until: date) -> list[Money]:
    """What stands booked in the bank accounts of the scope up to a day: transfers by voucher, payments by receipt."""
    moved = Transfer.objects.filter(here(scope), move__in=list(_SIGNS), is_reversed=False, moved_on__lte=until)
    came = Payment.objects.filter(here(scope), method=Method.BANK, is_reversed=False, paid_on__lte=until)
    found = [
        Money(number, pk, on, fen * _SIGNS[Move(move)], True)
        for number, pk, on, fen, move in moved.values_list("voucher_no", "pk", "moved_on", "fen", "move").iterator()
    ]
    for pk, on, fen, year, number in came.values_list("pk", "paid_on", "fen", "year", F("number")).iterator():
        found.append(Money(f"{year}-{number:04d}", pk, on, fen, True))
    return found
