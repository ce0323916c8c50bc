"""Reads of reconciliation: statements, their lines, and how a statement stands beside the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.dues.queries import list_bank_money, list_online_money
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.reconciliation.models import HeaderMemory, Line, Statement
from yinqiao.areas.reconciliation.queries.reach import beside, here
from yinqiao.areas.reconciliation.rules import explain
from yinqiao.areas.reconciliation.types import Explained, Found, Kind, LineState, Rested, StatementState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

# A person has said something of a line, or the ledger was corrected because of it.
_TOUCHED = ~Q(reason="") | ~Q(first_found="")
_STATES: Final[Mapping[str, Q]] = {
    StatementState.STANDING: Q(removal_on__isnull=True),
    StatementState.PROPOSED: Q(removal_on__isnull=False, removed_on__isnull=True),
    StatementState.REMOVED: Q(removed_on__isnull=False),
}

__all__ = [
    "count_found",
    "count_open",
    "count_removals",
    "explain_statement",
    "get_line",
    "get_statement",
    "list_headers",
    "list_lines",
    "list_rested",
    "list_statements",
]


def list_statements(*, scope: Scope, kind: str = "", state: str = "") -> QuerySet[Statement]:
    """The statements of the scope's offices with what is left to do, the newest days first."""
    found = Statement.objects.filter(here(scope)).annotate(
        left=Count("lines", filter=Q(lines__state__in=(LineState.OPEN, LineState.PROPOSED)))
    )
    found = found.filter(_STATES[state]) if state else found
    return (found.filter(kind=kind) if kind else found).order_by("-last_on", "-id")


def count_removals(*, scope: Scope) -> int:
    """How many statements wait for a second person who lets them be removed."""
    return Statement.objects.filter(here(scope), _STATES[StatementState.PROPOSED]).count()


def list_rested(*, scope: Scope, statement: Statement) -> Rested:
    """What rests on a statement, and which others share days with it."""
    lines = Line.objects.filter(here(scope), statement=statement)
    touched = lines.filter(_TOUCHED).order_by("on_day", "row_no", "id")
    return Rested(tuple(touched), tuple(beside(statement)), lines.exclude(_TOUCHED).count())


def get_statement(*, scope: Scope, statement_id: UUID) -> Statement:
    """One statement; NotFound when absent or out of scope."""
    found = list_statements(scope=scope).filter(pk=statement_id).first()
    if found is None:
        raise NotFound
    return found


def list_lines(*, scope: Scope, statement_id: UUID, found: str = "", state: str = "") -> QuerySet[Line]:
    """The lines of a statement as the file has them, what it lacks behind them."""
    rows = Line.objects.filter(here(scope), statement_id=statement_id)
    rows = rows.filter(found=found) if found else rows
    return (rows.filter(state=state) if state else rows).order_by("on_day", "row_no", "id")


def list_headers(*, scope: Scope) -> list[tuple[str, str]]:
    """Headers that the office itself has explained, each with its field."""
    found = HeaderMemory.objects.filter(here(scope), place_no=scope.place_from).order_by("header")
    return list(found.values_list("header", "field"))


def get_line(*, scope: Scope, line_id: UUID) -> Line:
    """One line; NotFound when absent or out of scope."""
    found = Line.objects.filter(here(scope), pk=line_id).select_related("statement").first()
    if found is None:
        raise NotFound
    return found


def count_found(*, scope: Scope, statement_id: UUID) -> dict[str, int]:
    """How many lines of a statement came out each way."""
    rows = Line.objects.filter(here(scope), statement_id=statement_id).order_by()
    return dict(rows.values_list("found").annotate(Count("pk")))


def count_open(*, scope: Scope) -> dict[str, int]:
    """How many lines of the scope wait to be looked at, and how many for a second person."""
    rows = Line.objects.filter(here(scope)).exclude(state__in=(LineState.DONE, LineState.REMOVED))
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return {one.value: counted.get(one.value, 0) for one in (LineState.OPEN, LineState.PROPOSED)}


def explain_statement(*, scope: Scope, statement: Statement) -> Explained:
    """The statement's end beside the ledger's, and what the difference is made of, to the fen.

    Where the file tells no balance, what moved within its days is compared.
    """
    row = places().by_no[statement.place_no]
    of_office = Scope.place(row.place_no, row.place_end, "")
    if statement.kind == Kind.BANK:
        money = list_bank_money(scope=of_office, until=statement.last_on)
    else:
        money = list_online_money(scope=of_office, numbers=[], first=statement.first_on, last=statement.last_on)
    within = {one.ref_id: one.fen for one in money if one.on_day and one.on_day >= statement.first_on and one.is_booked}
    before = 0
    if statement.opening_fen is not None:
        day_before = statement.first_on - timedelta(days=1)
        before = sum(one.fen for one in money if one.on_day and one.on_day <= day_before)
    lines = Line.objects.filter(
        here(scope), place_no=statement.place_no, kind=statement.kind,
        on_day__range=(statement.first_on, statement.last_on),
    ).exclude(state=LineState.REMOVED).values_list("found", "fen", "ref_id")  # fmt: skip
    return explain(
        moved=statement.in_fen + statement.out_fen, opening=statement.opening_fen or 0, ledger_before=before, ours=within,
        lines=((Found(found), fen, ref_id) for found, fen, ref_id in lines),
    )  # fmt: skip
