"""Meetings, their rolls and what was said; what a member reads of the own. Scope is a required argument."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yinqiao.areas.party_life.models import Addition, Attendance, Branch, Meeting, Membership
from yinqiao.areas.party_life.queries.branches import rule_of
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.types import Mark, MeetingState, Minutes
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many

_S = MeetingState


def excuses(today: date) -> dict[str, str]:
    """Code → reason for which somebody is excused."""
    return dict(rule_of("excuses", today))


def _count(mark: str | None = None) -> Coalesce:
    found = Attendance.objects.filter(meeting=OuterRef("pk"))
    found = found if mark is None else found.filter(mark=mark)
    counted = found.order_by().values("meeting").annotate(n=Count("member_id")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def meeting_filters(now: datetime) -> dict[str, Q]:
    """Conditions by which meetings are listed and counted: today's entries and the lists they open use the same."""
    coming = Q(state__in=[_S.PLANNED, _S.NOTIFIED])
    return {
        "": Q(),
        "coming": coming & Q(starts_at__gte=now),
        # Its day has come and nobody has said what became of it.
        "unwritten": coming & Q(starts_at__lt=now),
        "unchecked": Q(state=_S.HELD),
        "checked": Q(state=_S.CHECKED),
        "cancelled": Q(state=_S.CANCELLED),
    }


def list_meetings(*, scope: Scope, now: datetime, wanted: str = "") -> QuerySet[Any]:
    """Meetings of the branches of the scope under one of `meeting_filters`, with `due` and `present` counted."""
    found = Meeting.objects.filter(here(scope), meeting_filters(now)[wanted]).select_related("branch")
    found = found.defer("minutes").annotate(due=_count(), present=_count(Mark.PRESENT))
    return found.order_by("starts_at" if wanted in ("coming", "unwritten") else "-starts_at", "id")


def count_meetings(*, scope: Scope, now: datetime) -> dict[str, int]:
    """How many meetings of the scope there are under each of `meeting_filters`."""
    filters = meeting_filters(now)
    counted = Meeting.objects.filter(here(scope)).aggregate(
        n=Count("pk"), **{f"n_{name}": Count("pk", filter=one) for name, one in filters.items() if name}
    )  # fmt: skip
    return {name: counted[f"n_{name}" if name else "n"] for name in filters}


def get_meeting(*, scope: Scope, meeting_id: UUID) -> Any:
    """One meeting with `due` and `present`; NotFound when absent or out of scope."""
    found = Meeting.objects.filter(here(scope), pk=meeting_id).select_related("branch")
    row = found.annotate(due=_count(), present=_count(Mark.PRESENT)).first()
    if row is None:
        raise NotFound
    return row


def list_roll(*, scope: Scope, meeting_id: UUID) -> QuerySet[Attendance]:
    """Who is to come to a meeting of the scope, by name."""
    found = Attendance.objects.filter(here_of_roll(scope), meeting_id=meeting_id).select_related("member")
    return found.order_by("member__name", "member_id")


def here_of_roll(scope: Scope) -> Q:
    """`here` of a table whose key is of two columns, which cannot be looked for in nothing."""
    if not scope.sees_content or scope.person is not None:
        return Q(meeting_id__in=())
    return here(scope)


def minutes_of(row: Meeting) -> Minutes | None:
    """What was said at a meeting that was read within its scope; None as long as nothing is written."""
    text = reveal(row, "minutes")
    if text is None:
        return None
    told = json.loads(text)
    return Minutes(held_on=date.fromisoformat(told.pop("held_on")), **told)


def text_of(minutes: Minutes) -> str:
    """The form in which minutes are sealed."""
    return json.dumps({**asdict(minutes), "held_on": minutes.held_on.isoformat()}, ensure_ascii=False)


def list_additions(*, scope: Scope, meeting_id: UUID) -> list[tuple[Addition, str]]:
    """What was added to the minutes of a meeting of the scope, the oldest first, in plain words."""
    rows = list(Addition.objects.filter(here(scope), meeting_id=meeting_id).order_by("id"))
    return [(row, text or "") for row, text in zip(rows, reveal_many(rows, "words"), strict=True)]


def find_own(*, scope: Scope) -> Membership | None:
    """The own membership of who is signed in to the portal; None for who is in no branch."""
    if scope.person is None:
        return None
    found = Membership.objects.filter(retiree_id=scope.person, left_on__isnull=True)
    return found.order_by("-since", "pk").first()


def get_own_branch(*, scope: Scope) -> Branch:
    """The own branch of who is signed in to the portal; NotFound for who is in none."""
    own = find_own(scope=scope)
    if own is None:
        raise NotFound
    return Branch.objects.get(pk=own.branch_id)


def list_own(*, scope: Scope) -> QuerySet[Attendance]:
    """The own meetings of who is signed in to the portal, told or held, the newest first."""
    own, states = find_own(scope=scope), [_S.NOTIFIED, _S.HELD, _S.CHECKED]
    found = Attendance.objects.filter(member_id__in=[own.pk] if own else [], meeting__state__in=states)
    return found.select_related("meeting").defer("meeting__minutes").order_by("-meeting__starts_at", "meeting_id")


def list_attended(*, scope: Scope, member_id: UUID) -> QuerySet[Attendance]:
    """The meetings to which a member of a branch of the scope was to come, the newest first."""
    found = Attendance.objects.filter(here_of_roll(scope), member_id=member_id).select_related("meeting")
    return found.defer("meeting__minutes").order_by("-meeting__starts_at", "meeting_id")


def list_lives(*, scope: Scope, retiree_id: UUID) -> QuerySet[Membership]:
    """In which branches of the scope a person is or was, for the copy of the own data."""
    found = Membership.objects.filter(here(scope), retiree_id=retiree_id)
    return found.select_related("branch").order_by("since", "pk")
