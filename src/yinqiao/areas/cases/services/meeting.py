"""专题协调会: an agenda of cases, who came, decisions of which each becomes a step of its case with an owner and a day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.cases import errors
from yinqiao.areas.cases.models import Case, Decision, Meeting, MeetingItem
from yinqiao.areas.cases.queries import find_number, get_meeting
from yinqiao.areas.cases.services.stepping import unit_of, write_step
from yinqiao.areas.cases.services.writing import held_case, keep_caller_out, written
from yinqiao.areas.cases.types import CaseState, Held, MeetingState, NewDecision, NewMeeting, NewStep
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one, reveal


def plan_meeting(*, actor: Actor, at: datetime, new: NewMeeting) -> UUID:
    """Call a meeting about cases of the scope; returns its id.

    Invalid `cases.words_missing`, also for a number that is no open case of the scope.
    """
    with perform(actor=actor, action="cases.plan_meeting", at=at) as act:
        if not actor.scope.sees_content or actor.scope.place_from >= actor.scope.place_to:
            raise NotFound
        title = written("title", new.title, "请写明会议名称。", 100)
        rows = [find_number(scope=actor.scope, number=one) for one in new.numbers]
        if not rows or any(one is None or one.state == CaseState.CLOSED for one in rows):
            raise errors.words_missing("numbers", "请填写本单位范围内没有办结的事项编号，一行一个。")
        made = uuid_utils.uuid7()
        Meeting.objects.create(
            id=made, title=title, place_no=actor.scope.place_from, held_on=new.held_on, venue=new.venue.strip()[:100],
            invited=[one[:120] for one in new.invited], author_name=actor.name[:64], author_unit=actor.unit[:120],
        )  # fmt: skip
        MeetingItem.objects.bulk_create(
            MeetingItem(id=uuid_utils.uuid7(), meeting_id=made, case=one, position=at_)
            for at_, one in enumerate(dict.fromkeys(one for one in rows if one is not None), 1)
        )
        act.about("meeting", made)
        act.note(cases=len(rows))
    return made


def decide(*, actor: Actor, at: datetime, meeting_id: UUID, new: NewDecision) -> UUID:
    """Note a decision about a case of the agenda; whoever owns it may still be open. Returns its id.

    Conflict `cases.not_now` once the meeting is recorded; NotFound for a case that is not on the agenda; Invalid
    `cases.words_missing`, also where the words name the caller.
    """
    with perform(actor=actor, action="cases.decide", at=at) as act:
        meeting = _lock(act, meeting_id)
        item = meeting.items.select_related("case").filter(case_id=new.case_id).first()
        if item is None:
            raise NotFound
        words = written("task", new.words, "请写明决定做什么。")
        keep_caller_out(item.case, "task", words)
        owner = NewStep("", new.place_no, new.enterprise_id, new.office_id, new.office)
        made = uuid_utils.uuid7()
        Decision.objects.create(
            id=made, meeting=meeting, case=item.case, words=conceal_one(Decision, "words", words, made),
            place_no=new.place_no, enterprise_id=new.enterprise_id, office_id=new.office_id,
            unit=unit_of(owner) if new.is_owned else "", days=new.days,
        )  # fmt: skip
        act.note(is_owned=new.is_owned)
    return made


def record_meeting(*, actor: Actor, at: datetime, meeting_id: UUID, held: Held) -> None:
    """Who came and what was said; every decision becomes a step of its case. What nobody owns is the convener's.

    Conflict `cases.not_now` once it is recorded, or where a case of a decision is over meanwhile; Invalid
    `cases.words_missing`.
    """
    with perform(actor=actor, action="cases.record_meeting", at=at) as act:
        meeting = _lock(act, meeting_id)
        minutes = written("minutes", held.minutes, "请写明会议纪要。", 4000)
        if not held.present:
            raise errors.words_missing("present", "请填写到会的单位和人员，一行一个。")
        meeting.state, meeting.present = MeetingState.HELD, [one[:120] for one in held.present]
        meeting.minutes = conceal_one(Meeting, "minutes", minutes, meeting.pk)
        meeting.save(update_fields=["state", "present", "minutes"])
        decisions = list(meeting.decisions.order_by("id"))
        # In one order for all meetings, whatever the order of their decisions.
        held_cases = {one: held_case(one) for one in sorted({one.case_id for one in decisions})}
        for one in decisions:
            _give(act, meeting, one, held_cases[one.case_id])
        act.note(decisions=len(decisions), unowned=sum(not one.unit for one in decisions))


def _give(act: Act, meeting: Meeting, decision: Decision, case: Case) -> None:
    """The decision as a step of its case, which is locked."""
    if case.state == CaseState.CLOSED:
        raise errors.not_now()
    words = reveal(decision, "words") or ""
    if decision.unit:
        owner = NewStep(words, decision.place_no, decision.enterprise_id, decision.office_id, days=decision.days)
        if decision.place_no is None and decision.enterprise_id is None and decision.office_id is None:
            owner = NewStep(words, office=decision.unit, days=decision.days)
    else:
        owner = NewStep(words, place_no=meeting.place_no, days=decision.days)
    decision.step = write_step(act, case, owner, f"专题协调会 · {places().label(meeting.place_no)}", "专题协调会决定")
    decision.save(update_fields=["step"])


def _lock(act: Act, meeting_id: UUID) -> Meeting:
    """A meeting of the own office that is not recorded yet, locked."""
    found = get_meeting(scope=act.actor.scope, meeting_id=meeting_id)
    row = Meeting.objects.select_for_update().get(pk=found.pk)
    act.about("meeting", row.pk)
    if row.state != MeetingState.PLANNED:
        raise errors.not_now()
    if row.place_no != act.actor.scope.place_from:
        raise errors.not_yours()
    return row
