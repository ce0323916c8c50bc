"""What a receiver does: note who has reported in, accept with the receipt, return with a reason; and the channel shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from psycopg import sql

from yinqiao.areas.party import errors, events
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.queries import get_member
from yinqiao.areas.party.rules import return_reasons
from yinqiao.areas.party.services.custody import CUSTODY
from yinqiao.areas.party.services.facts import read_channel
from yinqiao.areas.party.services.letters import void_letters
from yinqiao.areas.party.services.offering import take_back_picked
from yinqiao.areas.party.services.selection import count_picked, pick_members, picked_here, tell_picked
from yinqiao.areas.party.types import NOTE_LENGTH, NUMBER_LENGTH, MemberState, MemberStep
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.log import record
from yinqiao.platform.database.bulk import set_based

_CHECK_IN = """
UPDATE party_member m SET state = 'checked_in', state_on = %s, reported_on = %s, has_reported = true
WHERE m.id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""
# Without a number of its own a receipt has that of its letter: they are parts of one form.
_ACCEPT = """
UPDATE party_member m SET state = 'received', state_on = %s, received_on = %s, receipt_no = coalesce(nullif(%s, ''),
    (SELECT l.number FROM party_letter l WHERE l.member_id = m.id AND l.voided_at IS NULL))
WHERE m.id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""
_RETURN = """
UPDATE party_member m SET state = 'returned', state_on = %s, return_reason = %s, return_note = %s, reported_on = NULL
WHERE m.id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""
_BEFORE_LETTER = sql.SQL("l.issued_on IS NULL OR %s < l.issued_on")
_AFTER_LETTER = sql.SQL("%s > l.valid_to")
_BEFORE_REPORT = sql.SQL("%s < k.reported_on")


def check_in_members(*, actor: Actor, at: datetime, ids: Sequence[UUID], reported_on: date) -> int:
    """Record that these members reported in with their letters on a day; returns how many.

    All or nobody: Invalid `party.report_before_letter`, `party.report_after_letter` for a letter that had run out by
    then, which the enterprise has to issue anew, and `party.date_not_possible` for a day ahead.
    """
    with perform(actor=actor, action="party.check_in_members", at=at) as act:
        if reported_on > act.stamp.occurred_on:
            raise errors.date_not_possible("reported_on", "报到日期不能晚于今天。")
        people = pick_members(act, ids, MemberStep.CHECK_IN)
        with set_based(people), connection.cursor() as cursor:
            if early := count_picked(_BEFORE_LETTER, [reported_on]):
                raise errors.report_before_letter(early)
            if late := count_picked(_AFTER_LETTER, [reported_on]):
                raise errors.report_after_letter(late)
            cursor.execute(_CHECK_IN, [act.stamp.occurred_on, reported_on])
        tell_picked(act, events.CHECKED_IN)
    return people


def accept_members(*, actor: Actor, at: datetime, ids: Sequence[UUID], receipt_no: str, received_on: date) -> int:
    """Receive members who have reported in: from now on the place is responsible; returns how many.

    `receipt_no` is the number of the receipt, empty where it is that of each letter. All or nobody: Invalid
    `party.receipt_before_report`, `party.date_not_possible`, `party.number_not_possible`.
    """
    number = receipt_no.strip()
    if len(number) > NUMBER_LENGTH:
        raise errors.number_not_possible("receipt_no")
    with perform(actor=actor, action="party.accept_members", at=at) as act:
        if received_on > act.stamp.occurred_on:
            raise errors.date_not_possible("received_on", "回执日期不能晚于今天。")
        people = pick_members(act, ids, MemberStep.RECEIVE)
        with set_based(people), connection.cursor() as cursor:
            if early := count_picked(_BEFORE_REPORT, [received_on]):
                raise errors.receipt_before_report(early)
            picked = picked_here("a")
            with act.beside(people) as run:
                run(lambda: CUSTODY.pass_to_place(act, picked))
                cursor.execute(_ACCEPT, [act.stamp.occurred_on, received_on, number])
                tell_picked(act, events.RECEIVED)
    return people


def return_members(*, actor: Actor, at: datetime, ids: Sequence[UUID], reason: str, note: str = "") -> int:
    """Return members to the enterprise with a reason of the rulebook; returns how many. Their letters are void.

    Invalid `party.reason_unknown`, and `party.reason_needs_words` where the reason alone says too little.
    """
    known = return_reasons().get(reason)
    if known is None:
        raise errors.reason_unknown()
    if known.needs_note and not note.strip():
        raise errors.reason_needs_words()
    with perform(actor=actor, action="party.return_members", at=at) as act:
        people = pick_members(act, ids, MemberStep.RETURN)
        with set_based(people), connection.cursor() as cursor:
            void_letters(act)
            cursor.execute(_RETURN, [act.stamp.occurred_on, reason, note.strip()[:NOTE_LENGTH]])
        facts = sql.SQL("jsonb_build_object('reason', {}::text)").format(sql.Literal(reason))
        tell_picked(act, events.RETURNED, facts)
        act.note(reason=reason)
    return people


def withdraw_members(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> int:
    """Take members back who have not reported in, or were returned; returns how many. Nobody is taken off any list.

    The enterprise's organisation stays responsible, as it was; offered anew it is the same member.
    """
    with perform(actor=actor, action="party.withdraw_members", at=at) as act:
        people = pick_members(act, ids, MemberStep.WITHDRAW)
        with set_based(people):
            take_back_picked(act)
    return people


def reveal_channel(*, actor: Actor, at: datetime, member_id: UUID, purpose: str) -> str:
    """How a member can be reached, empty when nobody said; an entry of kind `read` names the purpose.

    Invalid `party.purpose_missing`; NotFound out of scope; Conflict `party.channel_is_theirs` for an enterprise whose
    member was received.
    """
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        seen = get_member(scope=actor.scope, member_id=member_id, today=timezone.localdate(at))
        if actor.scope.is_enterprise and seen.state == MemberState.RECEIVED:
            raise errors.channel_is_theirs()
        row = Member.objects.only("facts", "facts_id").get(pk=member_id)
        record(
            actor, action="party.reveal_channel", kind="read", at=at, subject=("party_member", member_id), people=1,
            purpose=purpose.strip(),
        )  # fmt: skip
        return read_channel(bytes(row.facts), row.facts_id)
