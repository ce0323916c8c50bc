"""The money of agreements: what is due, what was paid and received; what an agreement's ledger is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from yinqiao.areas.agreements.queries import fund_kinds, list_agreements, list_funds_agreed
from yinqiao.areas.agreements.types import AgreementKind, Told
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.queries.payments import list_payments, turn_filter
from yinqiao.areas.funds.rules import LIVE, account_of, dues_of
from yinqiao.areas.funds.types import ZERO, Account, DueRow, Entry, Flow, PaymentState, Turn, TurnCounts
from yinqiao.areas.lists.types import Delivered
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def _accounts(scope: Scope, agreement_ids: Sequence[UUID] | None = None) -> dict[UUID, Account]:
    """Agreement → its money, of all or of some; two statements however many."""
    papers, entries = defaultdict(list), defaultdict(list)
    for paper in list_funds_agreed(scope=scope, agreement_ids=agreement_ids):
        papers[paper.main_id].append(paper)
    found = Payment.objects.filter(scope.predicate(), state__in=[PaymentState.NOTED, PaymentState.CONFIRMED])
    if agreement_ids is not None:
        found = found.filter(agreement_id__in=agreement_ids)
    for one in found.values_list("agreement_id", "kind", "flow", "state", "amount", "noted_on", "corrects_id"):
        entries[one[0]].append(
            Entry(one[1], member_of(Flow, one[2]), member_of(PaymentState, one[3]), one[4], one[5], one[6] is not None)
        )
    first_kind = next(iter(fund_kinds()))
    return {
        one: account_of(dues_of(papers[one], first_kind), entries[one])
        for one in (*papers, *(one for one in list(entries) if one not in papers))
    }


def get_account(*, scope: Scope, agreement_id: UUID) -> Account:
    """The money of one agreement; empty where none was agreed or paid."""
    return _accounts(scope, [agreement_id]).get(agreement_id, Account((), {}))


def tell_funds(*, scope: Scope, agreement_ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """What the ledger of three sides is told of money."""
    found = _accounts(scope, agreement_ids)
    return {one: _told(found.get(one, Account((), {}))) for one in agreement_ids}


def _told(account: Account) -> Told:
    received = sum((one.received for one in account.sums.values()), ZERO)
    waits = sum((one.waits for one in account.sums.values()), ZERO)
    since = min((one.waits_since for one in account.sums.values() if one.waits_since), default=None)
    surplus = sum((account.surplus(kind) for kind in account.kinds), ZERO)
    due_since = min((one.due.due_on for one in account.lines if one.rest), default=None)
    return Told(Delivered(_plain(received), _plain(waits), waits_since=since), surplus, due_since, "funds:agreement")


def _plain(amount: Decimal) -> Decimal | int:
    """Nothing is a plain nothing, whatever its digits."""
    return amount or 0


def list_dues(*, scope: Scope) -> list[DueRow]:
    """The instalments of every signed agreement of the scope, the earliest first."""
    accounts = {one: account for one, account in _accounts(scope).items() if account.lines}
    mains = list_agreements(scope=scope).filter(kind=AgreementKind.MAIN, pk__in=accounts).order_by()
    facts = mains.values_list("pk", "agreement_no", "enterprise_id", "enterprise__name", "place_no", "state")
    rows = [
        DueRow(pk, agreement_no, enterprise_id, name, place_no, line, is_live=state in LIVE)
        for pk, agreement_no, enterprise_id, name, place_no, state in facts
        for line in accounts[pk].lines
    ]
    return sorted(rows, key=lambda one: (one.line.due.due_on, one.agreement_no))


def is_late(row: DueRow, today: date) -> bool:
    """Owed under a living agreement, and its day has passed."""
    return row.is_live and row.line.is_late(today)


def is_soon(row: DueRow, today: date) -> bool:
    """Owed under a living agreement within the days of reminding."""
    rule = rulebook().get("funds.days", region=settings.REGION, day=today)
    last = today + timedelta(days=int(rule.parameters["remind_days"]))
    return row.is_live and row.line.rest > 0 and today <= row.line.due.due_on <= last


def count_turns(*, scope: Scope, today: date) -> TurnCounts:
    """What asks for a side; the counts equal the lists they open."""
    turns = (Turn.ANSWER, Turn.RISEN, Turn.RETURNED)
    counted = list_payments(scope=scope).aggregate(
        **{one.value: Count("id", filter=turn_filter(scope, one, today)) for one in turns}
    )
    dues: Iterable[DueRow] = list_dues(scope=scope)
    late, soon = (sum(test(one, today) for one in dues) for test in (is_late, is_soon))
    return TurnCounts(**counted, late=late, soon=soon)
