"""Meetings of the scope's offices, with what was decided and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.cases.models import Case, Decision, Meeting
from yinqiao.areas.cases.queries.reads import list_cases
from yinqiao.areas.cases.types import RUNNING
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many

_RUNNING = [one.value for one in RUNNING]


def list_meetings(*, scope: Scope, today: date, standing: str = "") -> QuerySet[Meeting]:
    """The meetings that the scope's offices called, the newest first, with how many decisions still wait.

    `standing`: a state, or `late` for those with a decision of which the day has passed.
    """
    found = Meeting.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    found = found if scope.sees_content else found.none()
    if standing == "late":
        late = Decision.objects.filter(step__state__in=_RUNNING, step__due_on__lt=today)
        found = found.filter(pk__in=late.values("meeting_id"))
    elif standing:
        found = found.filter(state=standing)
    waiting = Count("decisions", filter=Q(decisions__step__state__in=_RUNNING), distinct=True)
    return found.annotate(
        waiting=waiting, cases=Count("items", distinct=True), decided=Count("decisions", distinct=True)
    ).order_by("-held_on", "-id")


def get_meeting(*, scope: Scope, meeting_id: UUID) -> Meeting:
    """One meeting; NotFound when absent or called elsewhere."""
    row = list_meetings(scope=scope, today=date.min).filter(pk=meeting_id).first()
    if row is None:
        raise NotFound
    return row


def agenda_of(*, scope: Scope, meeting_id: UUID) -> list[Case]:
    """The cases of a meeting, in their order."""
    meeting = get_meeting(scope=scope, meeting_id=meeting_id)
    return [one.case for one in meeting.items.select_related("case").order_by("position")]


def decisions_of(*, scope: Scope, meeting_id: UUID) -> list[tuple[Decision, str]]:
    """What was decided, with its words, in order."""
    meeting = get_meeting(scope=scope, meeting_id=meeting_id)
    rows: list[Any] = list(meeting.decisions.select_related("case", "step").order_by("id"))
    return list(zip(rows, (one or "" for one in reveal_many(rows, "words")), strict=True))


def minutes_of(meeting: Meeting) -> str:
    """What was said."""
    return reveal(meeting, "minutes") or ""


def find_number(*, scope: Scope, number: str) -> Case | None:
    """A case of the scope by its number."""
    return list_cases(scope=scope, today=date.min).filter(number=number.strip()).first()
