"""The steps of a case: taken in, passed on, sent back, refused with its ground and remedy, decided with its effects."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.applications import errors, events
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries import content_of
from yinqiao.areas.applications.services.gates import pass_gates
from yinqiao.areas.applications.services.writing import (
    CLOCK,
    close,
    lock_case,
    note_passage,
    require,
    start_clock,
    subject_of,
)
from yinqiao.areas.applications.types import (
    Act as Done,
)
from yinqiao.areas.applications.types import (
    Answer,
    Applicant,
    CaseState,
    EffectCall,
    GateCall,
    Item,
    effect_of,
)
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def go_on(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Accept the case at its first step, or pass it on to the next one.

    Invalid `applications.materials_missing`; Conflict `applications.not_now`; Refused `applications.not_your_step`.
    """
    with perform(actor=actor, action="applications.go_on", at=at) as act:
        case, item = lock_case(act, case_id, answer)
        done = Done.ACCEPT if case.step == 0 else Done.PASS_ON
        case.state = require(act, case, item, done)
        if done is Done.ACCEPT:
            _take_in(act, case, item, answer)
        note_passage(act, case, done, words=answer.words)
        case.step += 1
        start_clock(case, item, act.stamp.occurred_on)
        _save(case, "state", "step", "step_role", "accepted_on", "materials", *CLOCK)
        act.emit(events.MOVED, [subject_of(case, act=done.value)])


def send_back(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """The step before does its part again, and reads why. Invalid `applications.words_missing`."""
    with perform(actor=actor, action="applications.send_back", at=at) as act:
        case, item = lock_case(act, case_id, answer)
        case.state = require(act, case, item, Done.SEND_BACK)
        if not answer.words.strip():
            raise errors.words_missing("words", "请写明退回的原因。")
        note_passage(act, case, Done.SEND_BACK, words=answer.words)
        case.step -= 1
        start_clock(case, item, act.stamp.occurred_on)
        _save(case, "state", "step", "step_role", *CLOCK)
        act.emit(events.MOVED, [subject_of(case, act=Done.SEND_BACK.value)])


def refuse(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Refuse on a ground of the item; the applicant reads it with what can be done then. Invalid `.words_missing`."""
    with perform(actor=actor, action="applications.refuse", at=at) as act:
        case, item = lock_case(act, case_id, answer)
        state = require(act, case, item, Done.REFUSE)
        ground = item.ground(answer.code)
        if ground is None:
            raise errors.words_missing("code", "请选择不予办理的理由。")
        words = "。".join(
            part for part in (ground.label, answer.words.strip().rstrip("。"), ground.remedy.rstrip("。")) if part
        )
        case.ground = ground.code
        close(act, case, item, state)
        note_passage(act, case, Done.REFUSE, words=f"{words}。")
        _save(case, "state", "closed_on", "missing", "ground", *CLOCK)
        act.note(ground=ground.code)
        act.emit(events.CLOSED, [subject_of(case, state=state.value)])


def decide(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Grant what was asked for: the item's effects happen in this act, or nothing does.

    Besides what the flow refuses: Invalid `applications.materials_missing` where the first step is the last, and
    whatever an effect refuses.
    """
    with perform(actor=actor, action="applications.decide", at=at) as act:
        case, item = lock_case(act, case_id, answer)
        state = require(act, case, item, Done.DECIDE)
        if case.state == CaseState.APPLIED:
            _take_in(act, case, item, answer)
        _carry_out(act, case, item)
        close(act, case, item, state)
        note_passage(act, case, Done.DECIDE, words=answer.words)
        _save(case, "state", "closed_on", "missing", "accepted_on", "materials", *CLOCK)
        act.emit(events.DECIDED, [subject_of(case)])


def _take_in(act: Act, case: Case, item: Item, answer: Answer) -> None:
    """Every material that is needed is there."""
    needed = item.needed(Applicant(case.applicant))
    had = {*case.materials, *answer.materials}
    lacking = [one.label for one in needed if one.code not in had]
    if lacking:
        raise errors.materials_missing(lacking)
    told = content_of(case)["answers"]
    pass_gates(item, "accept", GateCall(act.actor, act.stamp.occurred_on, case.retiree_id, told, case.pk))
    case.materials, case.accepted_on = [one.code for one in needed], act.stamp.occurred_on


def _carry_out(act: Act, case: Case, item: Item) -> None:
    """The commands of the item, for the entry under which the person stands now."""
    person = people_within(scope=act.actor.scope).filter(pk=case.retiree_id).first()
    living = (person.merged_into_id or person.pk) if person is not None else case.retiree_id
    call = EffectCall(act.actor, act.at, living, Applicant(case.applicant), content_of(case)["answers"])
    for code in item.effects:
        effect = effect_of(code)
        if effect is None:
            raise errors.effect_gone()
        effect.run(call)


def _save(case: Case, *fields: str) -> None:
    case.save(update_fields=list(fields))
