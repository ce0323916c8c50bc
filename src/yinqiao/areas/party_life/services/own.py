"""What a member does in the portal: signs in to a meeting by the code that is shown there. And whose record it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from psycopg import sql

from yinqiao.areas.party_life import errors
from yinqiao.areas.party_life.models import Attendance, Meeting
from yinqiao.areas.party_life.queries import find_own, rule_of
from yinqiao.areas.party_life.types import Mark, MeetingState, Way
from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.session import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.following import Following

# The relation still names the entry for which it came.
_RECORDS = Following(
    "party_life_membership", sql.SQL("(SELECT m.retiree_id FROM party_member m WHERE m.id = a.member_id)")
)


def sign_in(*, actor: Actor, at: datetime, meeting_id: UUID, code: str) -> None:
    """Mark who is signed in as present, by the code of the meeting, around its time. Twice is once.

    Invalid `party_life.wrong_code`, which counts; Refused `party_life.code_too_often`; Conflict `party_life.not_today`.
    """
    with perform(actor=actor, action="party_life.sign_in", at=at) as act:
        own = find_own(scope=actor.scope)
        meeting = Meeting.objects.filter(pk=meeting_id, state=MeetingState.NOTIFIED).first()
        if own is None or meeting is None:
            raise NotFound
        act.about("party_life_meeting", meeting.pk)
        rule = rule_of("meetings", act.stamp.occurred_on)
        opens = meeting.starts_at - timedelta(minutes=rule["code_from_minutes"])
        if not opens <= at <= meeting.starts_at + timedelta(minutes=rule["code_until_minutes"]):
            raise errors.not_today()
        with widened("party_life.sign_in"):
            is_right = _enter(meeting, own.pk, code, rule["code_most_wrong"])
    # Only now: the number of wrong codes is kept.
    if not is_right:
        raise errors.wrong_code()


def _enter(meeting: Meeting, member_id: UUID, code: str, most_wrong: int) -> bool:
    row = Attendance.objects.select_for_update().filter(meeting_id=meeting.pk, member_id=member_id).first()
    if row is None:
        raise NotFound
    if row.mark == Mark.PRESENT:
        return True
    if row.wrong >= most_wrong:
        raise errors.code_too_often()
    if code.strip() != meeting.code:
        row.wrong += 1
        row.save(update_fields=["wrong"])
        return False
    row.mark, row.reason, row.way = Mark.PRESENT, "", Way.CODE
    row.save(update_fields=["mark", "reason", "way"])
    return True


def follow_merge(*, act: Act) -> None:
    """The record of an entry that has given way is that of the person who stays. The branch may be another's."""
    _move(act, partial(_RECORDS.go_along, act.id, PEOPLE_MERGED))


def follow_split(*, act: Act) -> None:
    """The record goes back with the entry that stands for itself again."""
    _move(act, partial(_RECORDS.go_back, act.id, PEOPLE_SPLIT))


def _move(act: Act, move: Callable[[], int]) -> None:
    with widened("party_life.follow_person"):
        moved = move()
    if moved:
        act.note(party_life_moved=moved)
