"""Hardship and visits of one person, and what the judging of a message asks of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.aid.models import Hardship, VisitDue
from yinqiao.areas.aid.types import HardshipState, VisitReason, VisitState
from yinqiao.areas.retirees.queries import find_row, with_merged
from yinqiao.platform.access.types import Scope

# Who is in hardship (and, where nobody has been there since it was recognised, until when to go first), and who is to be
# visited for reasons of health until when: for the service standards.
FACTS = """
SELECT h.retiree_id, 'hardship' AS code, h.since, v.due_on FROM aid_hardship h LEFT JOIN aid_visitdue v
ON v.retiree_id = h.retiree_id AND v.reason = 'hardship' AND v.state = 'open' WHERE h.state = 'standing'
UNION ALL SELECT retiree_id, 'health_visit', opened_on, due_on FROM aid_visitdue WHERE state = 'open' AND reason = 'health'
"""
Told = Mapping[UUID, Mapping[str, tuple[str, str, date]]]


def list_hardships(*, scope: Scope, retiree_id: UUID) -> QuerySet[Hardship]:
    """What civil affairs told of a person, newest first; NotFound out of scope, nothing where content is not read."""
    person = find_row(scope, retiree_id)
    found = Hardship.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-since", "-recorded_at") if scope.sees_content else found.none()


def standing_hardship(*, scope: Scope, retiree_id: UUID) -> Hardship | None:
    """The recognition that stands, if there is one."""
    return list_hardships(scope=scope, retiree_id=retiree_id).filter(state=HardshipState.STANDING).first()


def list_person_visits(*, scope: Scope, retiree_id: UUID, is_open: bool = False) -> QuerySet[VisitDue]:
    """When a person is or was to be visited, newest first; NotFound out of scope, nothing where content is not read."""
    person = find_row(scope, retiree_id)
    found = VisitDue.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    if is_open:
        found = found.filter(state=VisitState.OPEN)
    return found.order_by("-opened_on", "-id") if scope.sees_content else found.none()


def standing_grades(ids: Sequence[UUID]) -> Told:
    """Of each of these the grade that civil affairs told last, an empty one after its end, as far as the transaction's
    scope reaches.
    """
    ended = [HardshipState.STANDING, HardshipState.ENDED, HardshipState.DECEASED]
    rows = Hardship.objects.filter(retiree_id__in=ids, state__in=ended).order_by("since", "recorded_at")
    return {
        one.retiree_id: {
            "grade": (one.grade, one.source, one.since) if one.until is None else ("", one.source, one.until)
        }
        for one in rows
    }


def open_health_visits(ids: Sequence[UUID]) -> Told:
    """Who of these waits for a visit for reasons of health already, as far as the transaction's scope reaches."""
    rows = VisitDue.objects.filter(retiree_id__in=ids, reason=VisitReason.HEALTH, state=VisitState.OPEN)
    return {one.retiree_id: {"health_visit": (one.state, "", one.since)} for one in rows}
