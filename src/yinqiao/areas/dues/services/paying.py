"""Money that comes in: for one member or several at once, each with a receipt; reversed with a reason where it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max

from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Account, Charge, Entry, Payment, Refund, Standard, Standing
from yinqiao.areas.dues.queries.books import purse_of
from yinqiao.areas.dues.queries.reach import here
from yinqiao.areas.dues.services.locking import hold_book, lock_accounts, rule_of
from yinqiao.areas.dues.types import HELD_BACK, Book, EntryKind, Method, Payer, Slip
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

_FIRST_DAY = date(2016, 1, 1)
_MOST_FEN = 10_000_000
_BACK = """
INSERT INTO dues_entry (place_no, account_id, kind, debit, credit, fen, payment_id, transfer_id, refund_id, reverses_id, booked_on, act_id)
SELECT e.place_no, e.account_id, e.kind, e.credit, e.debit, e.fen, e.payment_id, e.transfer_id, e.refund_id, e.id, %s, %s
FROM dues_entry e WHERE e.{} = %s AND e.reverses_id IS NULL
"""


def take_payment(*, actor: Actor, at: datetime, slip: Slip) -> UUID:
    """Book what came in; all members are of one branch. Returns the payment, whose receipt can be printed.

    Invalid `dues.not_possible`, `dues.too_far_ahead`; Conflict `dues.no_standard`; Refused `dues.over_six`.
    """
    with perform(actor=actor, action="dues.take_payment", at=at) as act:
        accounts = lock_accounts(act, slip.parts)
        _require_possible(act, slip, accounts)
        _require_covered(act, slip, accounts)
        place_no = accounts[0].place_no
        hold_book(place_no)
        series, year = places().by_no[place_no].code, act.stamp.occurred_on.year
        row = Payment.objects.create(
            place_no=place_no, series=series, year=year, number=next_number(series, year),
            method=slip.method, payer=slip.payer, payer_note=slip.payer_note.strip(), fen=sum(slip.parts.values()),
            paid_on=slip.paid_on, meeting_on=slip.meeting_on, taken_by=act.actor.name, act_id=act.id,
        )  # fmt: skip
        Entry.objects.bulk_create(
            Entry(
                place_no=place_no, account=one, kind=EntryKind.PAYMENT, debit=slip.method.book, credit=Book.RECEIVABLE,
                fen=slip.parts[one.pk], payment=row, booked_on=act.stamp.occurred_on, act_id=act.id,
            )
            for one in accounts
        )  # fmt: skip
        act.about("dues_payment", row.pk, people=len(accounts))
        act.emit(events.PAID, [
            Subject(one.retiree_id, None, place_no, row.pk, data={"fen": slip.parts[one.pk], "receipt": row.receipt_no})
            for one in accounts
        ])  # fmt: skip
    return row.pk


def reverse_payment(*, actor: Actor, at: datetime, payment_id: UUID, reason: str) -> None:
    """Undo a payment by reverse entries: taken by mistake, or given back. Conflict `dues.reversed_already`, `dues.refund_under_way`, `dues.spent`."""
    if not reason.strip():
        raise errors.not_possible("reason", "请写明冲正原因。")
    with perform(actor=actor, action="dues.reverse_payment", at=at) as act:
        row = Payment.objects.filter(here(act.actor.scope), pk=payment_id).first()
        if row is None:
            raise NotFound
        hold_book(row.place_no)
        row.refresh_from_db()
        if row.is_reversed:
            raise errors.reversed_already()
        if Refund.objects.filter(order__payment=row, state__in=HELD_BACK).exists():
            raise errors.refund_under_way()
        if purse_of(row.place_no).of(member_of(Method, row.method).book) < row.fen:
            raise errors.spent()
        row.is_reversed, row.reason = True, reason.strip()[:200]
        row.save(update_fields=["is_reversed", "reason"])
        people = book_back(act, "payment_id", row.pk)
        act.about("dues_payment", row.pk, people=people)
        told = Entry.objects.filter(payment=row, reverses_id__isnull=True)
        act.emit(events.REVERSED, [
            Subject(retiree_id, None, row.place_no, row.pk, data={"fen": fen})
            for retiree_id, fen in told.values_list("account__retiree_id", "fen")
        ])  # fmt: skip


def book_back(act: Act, column: str, key: UUID) -> int:
    """Write the reverse of every entry of a payment, transfer or refund; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_BACK.format(column), [act.stamp.occurred_on, act.id, key])
        return cursor.rowcount


def next_number(series: str, year: int) -> int:
    """The next receipt of an office in a year; who calls holds the book."""
    last = Payment.objects.filter(series=series, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _require_possible(act: Act, slip: Slip, accounts: list[Account]) -> None:
    today = act.stamp.occurred_on
    if not slip.parts or any(not 0 < fen <= _MOST_FEN for fen in slip.parts.values()):
        raise errors.not_possible("amount", "金额须大于 0，每人不超过 100,000 元。")
    if not _FIRST_DAY <= slip.paid_on <= today:
        raise errors.not_possible("paid_on", "交款日期不能晚于今天。")
    if slip.meeting_on and slip.meeting_on > today:
        raise errors.not_possible("meeting_on", "支部研究日期不能晚于今天。")
    if slip.payer is Payer.ENTERPRISE and not slip.payer_note.strip():
        raise errors.not_possible("payer_note", "企业代交的，请写企业名称。")
    if len({one.place_no for one in accounts}) > 1:
        raise errors.not_possible("members", "一张收据只能收同一个支部的党员。")


def _require_covered(act: Act, slip: Slip, accounts: list[Account]) -> None:
    """Nobody pays before the sum is known, more than six months late without the branch, or six months ahead."""
    rule, keys = rule_of(act, "dues.months").parameters, [one.pk for one in accounts]
    standing = {one.account_id: one for one in Standing.objects.filter(account_id__in=keys)}
    monthly = monthly_fen(keys)
    for one in accounts:
        now = standing[one.pk]
        if one.pk not in monthly:
            raise errors.no_standard()
        if now.owed_months > rule["most_late"] and slip.meeting_on is None:
            raise errors.over_six()
        if now.paid + slip.parts[one.pk] - now.charged > rule["most_ahead"] * monthly[one.pk]:
            raise errors.too_far_ahead()


def monthly_fen(account_ids: list[UUID]) -> Mapping[UUID, int]:
    """Account → what its last month cost, or else what its standard says; none for who has no standard."""
    told = Standard.objects.filter(account_id__in=account_ids, is_standing=True).order_by("year")
    found = dict(told.values_list("account_id", "fen"))
    last = Charge.objects.filter(account_id__in=account_ids, is_standing=True).order_by("month")
    return found | dict(last.values_list("account_id", "fen"))
