"""Reads of runs: tables of the old system, the rows that do not load, the figures of a reconciliation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.opening.models import Figure, OldRow, Run
from yinqiao.areas.opening.rules import reasons
from yinqiao.areas.opening.types import Purpose, Reason, RowState, Side, Totals
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def city_of(scope: Scope) -> Q:
    """What belongs to the city whose whole the scope is."""
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def list_runs(*, scope: Scope, purpose: Purpose = Purpose.LOAD, state: str = "") -> QuerySet[Run]:
    """The tables of a purpose, newest first; of one state or of all."""
    found = Run.objects.filter(city_of(scope), purpose=purpose)
    return (found.filter(state=state) if state else found).order_by("-created_at")


def get_run(*, scope: Scope, run_id: UUID) -> Run:
    """One run; NotFound when absent or out of scope."""
    found = Run.objects.filter(city_of(scope), pk=run_id).first()
    if found is None:
        raise NotFound
    return found


def list_rows(*, scope: Scope, run_id: UUID | None = None) -> QuerySet[OldRow]:
    """The rows of a run, or of all, in the order of the file; none for who may not read content."""
    found = OldRow.objects.filter(city_of(scope))
    if run_id is not None:
        found = found.filter(run_id=run_id)
    return (found if scope.sees_content else found.none()).order_by("run_id", "row_no")


def list_figures(*, scope: Scope, run_id: UUID, side: Side) -> QuerySet[Figure]:
    """The reconciliation of a run by community or by enterprise of the old system, by name."""
    return Figure.objects.filter(city_of(scope), run_id=run_id, side=side).order_by("label")


def count_reasons(*, scope: Scope, run_id: UUID) -> list[dict[str, Any]]:
    """`state`, `reason`, `explanation` → `people`, of the rows of a run that do not load; the most first."""
    found = list_rows(scope=scope, run_id=run_id).exclude(state=RowState.READY).order_by()
    counted: Iterable[Any] = found.values("state", "reason", "explanation").annotate(people=Count("id"))
    return sorted(counted, key=lambda one: (one["state"], -one["people"]))


def totals_of(run: Run) -> Totals:
    """How the rows of a run stand."""
    return Totals(**{name: int(run.counts.get(name, 0)) for name in Totals.__dataclass_fields__})


def owner_of(row: OldRow) -> int:
    """The place that has to deal with a row that does not load: its own where it is known and can know, else the city."""
    is_own = not row.reason.startswith("opening.") or reasons()[Reason(row.reason)].owner == "place"
    return row.to_place if is_own and row.to_place is not None else row.place_no
