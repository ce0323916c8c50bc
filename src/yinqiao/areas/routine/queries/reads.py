"""Reads of the monthly handover. Until a place is offered them, people are the enterprise's; a place learns figures alone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.routine.models import ExpectedRetiree, RetiringRow, RoutineEntry
from yinqiao.areas.routine.rules import LEVELS, views_of
from yinqiao.areas.routine.types import ExpectedOf, Figures, Level, View
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_OF_PERSON = """
SELECT enterprise_id, post, is_special, option, statutory_on, planned_on, retired_on, decision_no, state
FROM routine_of_person(%s)
"""
_FIGURES = """
SELECT enterprise_id, next_month, to_confirm, confirmed, handed_over, accepted, late, risen, oldest_due
FROM routine_figures(%s, %s, %s, %s)
"""


def list_rows(*, scope: Scope, batch_id: UUID) -> QuerySet[RetiringRow]:
    """The rows of a checked list of an enterprise in scope, in their order."""
    return RetiringRow.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id).order_by("row_no")


def list_expected(*, scope: Scope) -> QuerySet[ExpectedRetiree]:
    """The expected retirees of the enterprises in scope, the first to retire first; nobody of a place sees any."""
    found = ExpectedRetiree.objects.filter(enterprise_id__in=scope.enterprises).select_related("enterprise")
    return found.order_by("planned_on", "name", "id")


def of_view(view: View, today: date) -> Q:
    """The condition under which somebody stands in a view: lists and the figures that open them use the same."""
    month, states = views_of(today)[view]
    wanted = Q(state__in=[one.value for one in states])
    if month is not None:
        wanted &= Q(planned_on=month)
    return wanted & Q(due_on__lt=today) if view is View.LATE else wanted


def count_views(*, scope: Scope, today: date) -> dict[View, int]:
    """How many people stand in each view, in one pass."""
    counts = {view.value: Count("id", filter=of_view(view, today)) for view in View}
    found: dict[str, int] = list_expected(scope=scope).order_by().aggregate(**counts)
    return {view: found[view.value] for view in View}


def get_expected(*, scope: Scope, expected_id: UUID) -> ExpectedRetiree:
    """One expected retiree; NotFound when absent or another enterprise's."""
    row = list_expected(scope=scope).filter(pk=expected_id).first()
    if row is None:
        raise NotFound
    return row


def list_entries(*, scope: Scope, expected_id: UUID) -> QuerySet[RoutineEntry]:
    """What was done with one expected retiree, newest first."""
    found = RoutineEntry.objects.filter(enterprise_id__in=scope.enterprises, expected_id=expected_id)
    return found.order_by("-written_at", "-id")


def list_figures(*, scope: Scope, today: date, level: Level) -> list[Figures]:
    """How the enterprises stand whose people are expected within the scope's places, those with something late first.

    Counts alone come out of the database, never a row of anybody; `risen` are those that have come up to `level`.
    """
    values: list[Any] = [scope.place_from, scope.place_to, today, LEVELS.index(level)]
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values)
        rows = cursor.fetchall()
    names = enterprise_names({row[0] for row in rows})
    found = [Figures(row[0], names.get(row[0], ""), *row[1:]) for row in rows]
    return sorted(found, key=lambda one: (-one.risen, -one.late, one.enterprise))


def expected_of_person(*, scope: Scope, retiree_id: UUID) -> list[ExpectedOf]:
    """What enterprises listed of somebody before the retirement, for who works with the person: by number or by roster.

    NotFound out of scope. The function behind it answers within the scope of the transaction, and only where content
    may be read.
    """
    find_row(scope, retiree_id)
    with connection.cursor() as cursor:
        cursor.execute(_OF_PERSON, [retiree_id])
        return [ExpectedOf(*row) for row in cursor.fetchall()]
