"""Meetings: a year planned at once, one added, told, attended, minuted, signed by another, added to; or called off."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db.models import Q, QuerySet
from django.utils import timezone

from yinqiao.areas.party_life import errors
from yinqiao.areas.party_life.models import Addition, Attendance, Branch, Meeting, Membership
from yinqiao.areas.party_life.queries import excuses, get_branch, rule_of, shape_of
from yinqiao.areas.party_life.queries.meetings import text_of
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.rules import year_plan
from yinqiao.areas.party_life.services.locking import lock_branch, lock_meeting, move
from yinqiao.areas.party_life.types import (
    Mark,
    MeetingInput,
    MeetingKind,
    MeetingState,
    Minutes,
    Planned,
    Post,
    Said,
    Way,
)
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable

_S = MeetingState
# What a change of keys re-encrypts.
MEETINGS = EncryptedTable(Meeting._meta.db_table, ("minutes",))
ADDITIONS = EncryptedTable(Addition._meta.db_table, ("words",))
# When a planned meeting begins until the branch says otherwise.
_BEGINS = time(9, 30)


def plan_year(*, actor: Actor, at: datetime, branch_id: UUID, year: int, venue: str = "") -> int:
    """Plan what is left of a year for a branch by the rule; months that have one already are left. Returns how many.

    Conflict `party_life.nothing_to_plan`; Invalid `party_life.not_possible` for a year that is far away.
    """
    with perform(actor=actor, action="party_life.plan_year", at=at) as act:
        today = act.stamp.occurred_on
        if not today.year <= year <= today.year + 1:
            raise errors.not_possible("year", "只能计划今年和明年的会议。")
        branch = lock_branch(act, branch_id)
        shape = shape_of(get_branch(scope=actor.scope, branch_id=branch_id))
        standing = Meeting.objects.filter(branch=branch, starts_at__year__range=(year - 1, year + 1))
        known = {
            (kind, group, timezone.localtime(starts).strftime("%Y-%m"))
            for kind, group, starts in standing.exclude(state=_S.CANCELLED).values_list("kind", "group_no", "starts_at")
        }
        planned = year_plan(year, today, branch.theme_day, shape, rule_of("meetings", today))
        rows = [
            _row(branch, MeetingInput(one.kind, _begins(one), venue, "", one.group_no))
            for one in planned
            if (one.kind.value, one.group_no, f"{one.on:%Y-%m}") not in known
        ]
        if not rows:
            raise errors.nothing_to_plan()
        Meeting.objects.bulk_create(rows)
        act.note(year=year, meetings=len(rows))
    return len(rows)


def add_meeting(*, actor: Actor, at: datetime, branch_id: UUID, given: MeetingInput) -> UUID:
    """Plan one meeting. Invalid `party_life.not_possible`."""
    with perform(actor=actor, action="party_life.add_meeting", at=at) as act:
        branch = lock_branch(act, branch_id)
        _require_possible(act, given)
        row = _row(branch, given)
        row.save(force_insert=True)
        act.about("party_life_meeting", row.pk)
    return row.pk


def change_meeting(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int, given: MeetingInput) -> None:
    """Keep another time, venue or topic of a meeting that was not held; what kind it is stays."""
    with perform(actor=actor, action="party_life.change_meeting", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        if row.state not in (_S.PLANNED, _S.NOTIFIED):
            raise errors.not_now(MeetingState(row.state).label)
        _require_possible(act, given)
        row.starts_at, row.venue, row.topic = given.starts_at, given.venue.strip(), given.topic.strip()
        row.lock_version += 1
        row.save()


def notify_meeting(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int) -> int:
    """Tell a meeting: who is to come is fixed, each finds it in the portal, and a code to sign in is made.

    Returns how many are to come. Conflict `party_life.nobody_to_come`, `party_life.not_now`; Invalid without a venue.
    """
    with perform(actor=actor, action="party_life.notify_meeting", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        if not row.venue:
            raise errors.not_possible("venue", "还没有填写地点，不能通知。")
        move(row, _S.NOTIFIED)
        row.code = f"{secrets.randbelow(10**6):06d}"
        members = list(_who_comes(row).values_list("pk", flat=True))
        if not members:
            raise errors.nobody_to_come()
        row.save()
        Attendance.objects.bulk_create(
            [Attendance(meeting_id=row.pk, member_id=one, place_no=row.place_no) for one in members]
        )
        act.people = len(members)
    return len(members)


def mark_roll(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int, said: Mapping[UUID, Said]) -> None:
    """Keep who came, who is excused and why, who was absent; of the roll alone, until the minutes are signed.

    Invalid `party_life.not_possible` for a reason that the rule does not know; NotFound for who is not on the roll.
    """
    with perform(actor=actor, action="party_life.mark_roll", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        if row.state not in (_S.NOTIFIED, _S.HELD):
            raise errors.not_now(MeetingState(row.state).label)
        known = excuses(act.stamp.occurred_on)
        roll = {one.member_id: one for one in Attendance.objects.filter(meeting_id=row.pk).select_for_update()}
        if not set(said) <= set(roll):
            raise NotFound
        for member_id, told in said.items():
            if told.mark is Mark.EXCUSED and told.reason not in known:
                raise errors.not_possible(f"reason_{member_id}", "请选择请假原因。")
            one = roll[member_id]
            if (one.mark, one.reason) != (told.mark, told.reason):
                one.mark, one.way = told.mark, Way.LIST
                one.reason = told.reason if told.mark is Mark.EXCUSED else ""
        Attendance.objects.bulk_update([roll[key] for key in said], ["mark", "reason", "way"])
        row.lock_version += 1
        row.save(update_fields=["lock_version"])
        act.people = len(said)


def write_minutes(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int, minutes: Minutes) -> None:
    """Keep what was said; written anew as long as nobody has signed it. Conflict `party_life.marks_missing`."""
    if actor.id is None:
        raise errors.not_by_the_same()
    with perform(actor=actor, action="party_life.write_minutes", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        if minutes.held_on > act.stamp.occurred_on:
            raise errors.not_possible("held_on", "召开日期不能晚于今天。")
        for name, text in (("host", minutes.host), ("recorder", minutes.recorder), ("topics", minutes.topics)):
            if not text.strip():
                raise errors.not_possible(name, "主持人、记录人和议题都要填写。")
        move(row, _S.HELD)
        if Attendance.objects.filter(meeting_id=row.pk, mark="").exists():
            raise errors.marks_missing()
        row.held_on, row.venue = minutes.held_on, minutes.venue.strip()
        row.minutes = conceal_one(Meeting, "minutes", text_of(minutes), row.pk)
        row.written_by, row.written_name = actor.id, actor.name
        row.save()


def check_minutes(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int) -> None:
    """Sign the minutes; from then on they stay. Refused `party_life.not_by_the_same`."""
    with perform(actor=actor, action="party_life.check_minutes", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        move(row, _S.CHECKED)
        if actor.id is None or actor.id == row.written_by:
            raise errors.not_by_the_same()
        row.checked_by, row.checked_name, row.checked_on = actor.id, actor.name, act.stamp.occurred_on
        row.save()


def add_words(*, actor: Actor, at: datetime, meeting_id: UUID, words: str) -> UUID:
    """Put words beside minutes that were signed: what they left out, or what is wrong in them."""
    with perform(actor=actor, action="party_life.add_words", at=at) as act:
        row = Meeting.objects.filter(here(actor.scope), pk=meeting_id).first()
        if row is None or actor.id is None:
            raise NotFound
        if row.state != _S.CHECKED:
            raise errors.not_now(MeetingState(row.state).label)
        if not words.strip():
            raise errors.not_possible("words", "请写明补充或更正的内容。")
        one = Addition(
            id=uuid_utils.uuid7(), meeting=row, place_no=row.place_no, author_id=actor.id, author_name=actor.name,
            added_on=act.stamp.occurred_on, act_id=act.id,
        )  # fmt: skip
        one.words = conceal_one(Addition, "words", words.strip(), one.pk)
        one.save(force_insert=True)
        act.about("party_life_meeting", row.pk)
    return one.pk


def cancel_meeting(*, actor: Actor, at: datetime, meeting_id: UUID, lock_version: int, reason: str) -> None:
    """Call off a meeting that was not held, with the reason; another may be planned in its month."""
    with perform(actor=actor, action="party_life.cancel_meeting", at=at) as act:
        row = lock_meeting(act, meeting_id, lock_version)
        if not reason.strip():
            raise errors.not_possible("reason", "请写明取消原因。")
        move(row, _S.CANCELLED)
        row.reason = reason.strip()
        row.save()


def _row(branch: Branch, given: MeetingInput) -> Meeting:
    return Meeting(
        id=uuid_utils.uuid7(), branch=branch, place_no=branch.place_no, kind=given.kind, group_no=given.group_no,
        starts_at=given.starts_at, venue=given.venue.strip(), topic=given.topic.strip(), state=_S.PLANNED,
    )  # fmt: skip


def _begins(one: Planned) -> datetime:
    return timezone.make_aware(datetime.combine(one.on, _BEGINS))


def _who_comes(row: Meeting) -> QuerySet[Membership]:
    inside = Membership.objects.filter(branch_id=row.branch_id, left_on__isnull=True)
    if row.kind == MeetingKind.COMMITTEE:
        return inside.filter(Q(post=Post.COMMITTEE) | Q(post=Post.SECRETARY))
    return inside.filter(group_no=row.group_no) if row.kind == MeetingKind.GROUP else inside


def _require_possible(act: Act, given: MeetingInput) -> None:
    today: date = act.stamp.occurred_on
    starts = timezone.localdate(given.starts_at)
    if not today.year - 1 <= starts.year <= today.year + 1:
        raise errors.not_possible("starts_at", "会议时间只能在去年、今年和明年之内。")
    if (given.kind is MeetingKind.GROUP) != (given.group_no > 0):
        raise errors.not_possible("group_no", "党小组会要选党小组，其他会议不选。")
