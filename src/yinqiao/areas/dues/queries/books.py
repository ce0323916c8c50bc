"""What branches hold: account by account, transfers and payments, the sheet of a year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from yinqiao.areas.dues.models import Entry, Order, Payment, Refund, Transfer
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.types import HELD_BACK, Book, EntryKind, OrderState, Purse
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def purse_of(place_no: int) -> Purse:
    """What the branch of one place holds; for an act that holds its book, whose scope was judged."""
    return _purse(Entry.objects.filter(place_no=place_no))


def get_purse(*, scope: Scope) -> Purse:
    """What all branches of the scope hold together."""
    return _purse(Entry.objects.filter(here(scope)))


def _purse(found: QuerySet[Entry]) -> Purse:
    found = found.exclude(kind=EntryKind.CHARGE)
    fens: dict[Book, int] = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        for book, fen in found.values_list(side).annotate(Sum("fen")):
            fens[Book(book)] = fens.get(Book(book), 0) + sign * fen
    return Purse(fens)


def list_payments(*, scope: Scope) -> QuerySet[Payment]:
    """The payments that branches of the scope took, the newest first."""
    return Payment.objects.filter(here(scope)).order_by("-paid_on", "-id")


def list_differing(*, scope: Scope) -> QuerySet[Payment]:
    """Payments by phone that hold and whose sum is not the one that was ordered: the branch looks at them."""
    return list_payments(scope=scope).filter(order__state=OrderState.DIFFERS, is_reversed=False)


def get_payment(*, scope: Scope, payment_id: UUID) -> Payment:
    """One payment; NotFound when absent or out of scope."""
    found = list_payments(scope=scope).filter(pk=payment_id).first()
    if found is None:
        raise NotFound
    return found


def list_refunds(*, scope: Scope, state: str = "") -> QuerySet[Refund]:
    """Money of branches of the scope that goes or went back, the newest first."""
    found = Refund.objects.filter(here(scope)).select_related("account__member", "order__payment")
    return (found.filter(state=state) if state else found).order_by("-proposed_on", "-id")


def get_refund(*, scope: Scope, refund_id: UUID) -> Refund:
    """One refund; NotFound when absent or out of scope."""
    found = list_refunds(scope=scope).filter(pk=refund_id).first()
    if found is None:
        raise NotFound
    return found


def count_refundable(*, scope: Scope, payment_id: UUID) -> int | None:
    """How many fen of a payment can still go back through the provider; None for one that did not come so."""
    order = Order.objects.filter(here(scope), payment_id=payment_id, payment__is_reversed=False).first()
    if order is None:
        return None
    held = Refund.objects.filter(order=order, state__in=HELD_BACK).aggregate(sum=Sum("fen"))["sum"] or 0
    return int((order.paid_fen or 0) - held)


def list_parts(*, scope: Scope, payment_id: UUID) -> list[tuple[UUID, str, int]]:
    """For whom a payment in scope was made: account, name, fen."""
    row = get_payment(scope=scope, payment_id=payment_id)
    parts = Entry.objects.filter(payment=row, reverses_id__isnull=True).order_by("account__member__name", "id")
    return list(parts.values_list("account_id", "account__member__name", "fen"))


def list_transfers(*, scope: Scope) -> QuerySet[Transfer]:
    """What branches of the scope moved on, the newest first."""
    return Transfer.objects.filter(here(scope)).order_by("-moved_on", "-id")


def get_transfer(*, scope: Scope, transfer_id: UUID) -> Transfer:
    """One transfer; NotFound when absent or out of scope."""
    found = list_transfers(scope=scope).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound
    return found


def year_sheet(*, scope: Scope, year: int) -> dict[str, int]:
    """What a branch publishes of a year: charged, paid by members, handed up, members who paid; fen, and heads."""
    found = Entry.objects.filter(here(scope), booked_on__gte=date(year, 1, 1), booked_on__lt=date(year + 1, 1, 1))

    def turnover(book: Book, side: str, other: str, *kinds: EntryKind) -> int:
        of_kind = found.filter(kind__in=kinds)
        plus = of_kind.filter(**{side: book}).aggregate(sum=Sum("fen"))["sum"] or 0
        minus = of_kind.filter(**{other: book}).aggregate(sum=Sum("fen"))["sum"] or 0
        return int(plus - minus)

    return {
        "charged": turnover(Book.RECEIVABLE, "debit", "credit", EntryKind.CHARGE),
        "paid": turnover(Book.RECEIVABLE, "credit", "debit", EntryKind.PAYMENT, EntryKind.REFUND),
        "handed_up": turnover(Book.HANDED_UP, "debit", "credit", EntryKind.TRANSFER),
        "members": found.filter(kind=EntryKind.PAYMENT, reverses_id__isnull=True, payment__is_reversed=False)
        .values("account").distinct().count(),
    }  # fmt: skip
