"""Reads of a roster's rows: an enterprise sees its own, nobody else sees any."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, QuerySet

from yinqiao.areas.handover.models import Offer, RosterRow
from yinqiao.areas.handover.types import ROSTER, OfferState, RowState
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.rosters.types import RowChange
from yinqiao.platform.access.types import Scope

# Name of a filter → the rows that it leaves. `passed` are those that the check lets go: in a submitted roster those that
# went with it, offered anew or only brought up to date.
ROW_STATES: Mapping[str, frozenset[str]] = {
    "": frozenset(RowState),
    "passed": frozenset({RowState.READY, RowState.SKIPPED}),
    **{one.value: frozenset({one}) for one in RowState},
}


def list_rows(*, scope: Scope, batch_id: UUID, state: str = "", change: str = "") -> QuerySet[RosterRow]:
    """The rows of a roster, without their sealed cells: those of `ROW_STATES[state]`, of one change or of all."""
    found = RosterRow.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id)
    found = found.filter(state__in=ROW_STATES[state], **({"change": change} if change else {}))
    return found.defer("facts").order_by("row_no")


def count_rows(*, scope: Scope, batch_id: UUID) -> dict[tuple[str, str], int]:
    """(state, change) → how many rows `list_rows` lists of them now: a submission marks rows that the check counted."""
    rows = list_rows(scope=scope, batch_id=batch_id).order_by().values_list("state", "change")
    counted = list(rows.annotate(people=Count("row_no")))
    return {
        (name, change): sum(people for has, does, people in counted if has in states and change in ("", does))
        for name, states in ROW_STATES.items() for change in ("", *RowChange)
    }  # fmt: skip


def list_missing(*, scope: Scope, batch_id: UUID) -> QuerySet[Offer]:
    """Who of the roster's enterprise still waits somewhere and does not stand in this roster.

    Taking them back is a person's decision: a roster need not hold everybody. Rows whose number cannot be read match
    nobody.
    """
    batch = get_batch(scope=scope, kind=ROSTER, batch_id=batch_id)
    # NOT IN is looked up in a hash; NOT EXISTS becomes a join, which behind a policy is planned for one row and read
    # 88,000 rows for each of 85,000 people.
    numbers = RosterRow.objects.filter(batch_id=batch.id, id_no_index__isnull=False).values("id_no_index")
    waiting = Offer.objects.filter(scope.predicate(), enterprise_id=batch.enterprise_id, state=OfferState.OFFERED)
    return waiting.exclude(retiree__id_no_index__in=numbers)
