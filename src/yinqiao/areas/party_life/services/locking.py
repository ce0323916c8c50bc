"""What the acts of party life hold: a branch, a meeting, members, each within the actor's scope."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from yinqiao.areas.party_life import errors
from yinqiao.areas.party_life.models import Branch, Meeting
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.rules import FLOW
from yinqiao.areas.party_life.types import MeetingState
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act

_NAMES = 7305064


def hold_names(place_no: int) -> None:
    """Only one act at a time names a branch of a place, until its transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NAMES, place_no])


def lock_branch(act: Act, branch_id: UUID, lock_version: int | None = None) -> Branch:
    """A branch of the actor's scope, as the page showed it where a version is told; NotFound for a closed one."""
    row = Branch.objects.filter(here(act.actor.scope), pk=branch_id, closed_on__isnull=True).select_for_update().first()
    if row is None:
        raise NotFound
    if lock_version is not None and row.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("party_life_branch", row.pk)
    return row


def lock_meeting(act: Act, meeting_id: UUID, lock_version: int) -> Meeting:
    """A meeting of the actor's scope, as the page showed it."""
    found = Meeting.objects.filter(here(act.actor.scope), pk=meeting_id)
    row = found.select_for_update(of=("self",)).select_related("branch").first()
    if row is None:
        raise NotFound
    if row.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("party_life_meeting", row.pk)
    return row


def move(row: Meeting, to: MeetingState) -> None:
    """Bring a meeting on to a state; Conflict `party_life.not_now` where it does not lead there."""
    state = member_of(MeetingState, row.state)
    if to not in FLOW[state]:
        raise errors.not_now(state.label)
    row.state, row.lock_version = to, row.lock_version + 1
