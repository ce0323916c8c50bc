"""Steps of other offices, in parallel: given, taken, asked about, answered, sent back, taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.accounts.queries import list_offices
from yinqiao.areas.cases import errors
from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.queries import get_step, is_on_paper, step_days
from yinqiao.areas.cases.rules import OF_GIVER, STEP_FLOW, clock
from yinqiao.areas.cases.services.writing import keep_caller_out, lock_case, note_passage, require, written
from yinqiao.areas.cases.types import Act as Done
from yinqiao.areas.cases.types import CaseState, NewStep, StepAct, StepState
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.workdays import work_calendar

_MISSING = {
    StepAct.RETURN: "请写明为什么不属于本单位职责、应由谁办理。", StepAct.ASK: "请写明要补充什么。",
    StepAct.TELL: "请写明补充的内容。", StepAct.ANSWER: "请写明办理的结果。", StepAct.CANCEL: "请写明为什么取消。",
}  # fmt: skip
_MOST_DAYS = 60


def give(*, actor: Actor, at: datetime, case_id: UUID, new: NewStep) -> UUID:
    """Ask another office, in parallel to those asked before; returns the step's id.

    One of a place, an enterprise, an office with accounts and one written to on paper: Invalid `cases.unit_missing`.
    Invalid `cases.words_missing`, also where the words name the caller; else as `accept`.
    """
    with perform(actor=actor, action="cases.give", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.GIVE)
        keep_caller_out(case, "task", new.task)
        step = write_step(act, case, new, places().label(case.place_no), Done.GIVE.label)
    return step.pk


def write_step(act: Act, case: Case, new: NewStep, giver: str, label: str) -> CaseStep:
    """A step of a case that is locked, with its line of the timeline.

    Conflict `cases.not_now` while the same office still has one; Invalid `cases.words_missing`, `.unit_missing`.
    """
    task, unit = written("task", new.task, "请写明请对方做什么。"), unit_of(new)
    made, today = uuid_utils.uuid7(), act.stamp.occurred_on
    days = min(max(new.days, 0), _MOST_DAYS) or step_days(today)
    same = case.steps.filter(unit=unit)
    if label == Done.GIVE.label and same.filter(closed_on__isnull=True).exists():
        raise errors.not_now()
    step = CaseStep.objects.create(
        id=made, case=case, number=f"{case.number}-{case.steps.count() + 1}", kind=case.kind, giver=giver[:120],
        place_no=new.place_no, enterprise_id=new.enterprise_id, office_id=new.office_id, unit=unit,
        task=conceal_one(CaseStep, "task", task, made), given_on=today, days=days,
        due_on=clock(today, days, True, work_calendar()).due_on,
        # Whoever has sent it back once is bound by the second time.
        is_designated=same.filter(state=StepState.RETURNED).exists(),
    )  # fmt: skip
    note_passage(act, case.pk, label, f"{unit}，{step.due_on:%Y-%m-%d} 前答复。")
    act.note(step=step.number)
    return step


def unit_of(new: NewStep) -> str:
    """The office in words; one, and one alone."""
    named = [
        one for one in (new.place_no, new.enterprise_id, new.office_id, new.office.strip() or None) if one is not None
    ]
    if len(named) != 1:
        raise errors.unit_missing()
    if new.place_no is not None:
        if new.place_no not in places().by_no:
            raise NotFound
        return places().label(new.place_no)[:120]
    if new.enterprise_id is not None:
        found = enterprise_names({new.enterprise_id}).get(new.enterprise_id)
    elif new.office_id is not None:
        found = dict(list_offices()).get(new.office_id)
    else:
        found = new.office.strip()
    if not found:
        raise NotFound
    return found[:120]


def do_step(*, actor: Actor, at: datetime, step_id: UUID, done: StepAct, words: str) -> None:
    """What the office that was asked does with its step: takes it, asks, answers, or sends it back with the reason.

    NotFound for the step of another office; Conflict `cases.not_now`; Refused `cases.designated`; Invalid
    `cases.words_missing`.
    """
    with perform(actor=actor, action="cases.do_step", at=at) as act:
        found = get_step(scope=actor.scope, step_id=step_id)
        if done in OF_GIVER:
            raise errors.not_now()
        with _reaching(actor):
            step = CaseStep.objects.select_for_update().get(pk=found.pk)
            _move(act, step, done, words)


def settle_step(*, actor: Actor, at: datetime, step_id: UUID, done: StepAct, words: str) -> None:
    """What whoever leads does with a step that it gave: explains, takes it away, notes what came back on paper.

    As `do_step`; Refused `cases.not_yours` for an office that answers here itself.
    """
    with perform(actor=actor, action="cases.settle_step", at=at) as act:
        step = CaseStep.objects.filter(pk=step_id).first()
        if step is None:
            raise NotFound
        case = lock_case(act, step.case_id)
        if case.state != CaseState.OPEN:
            raise errors.not_now()
        if case.place_no != actor.scope.place_from:
            raise errors.not_yours()
        if done not in OF_GIVER and (done is not StepAct.ANSWER or not is_on_paper(step)):
            raise errors.not_yours()
        if done is StepAct.TELL:
            keep_caller_out(case, "words", words)
        _move(act, CaseStep.objects.select_for_update().get(pk=step.pk), done, words)


@contextmanager
def _reaching(actor: Actor) -> Iterator[None]:
    """A place writes its own step; an enterprise and a department write it under the reviewed widening."""
    if actor.scope.enterprises or actor.scope.office is not None:
        with widened("cases.answer_step"):
            yield
    else:
        yield


def _move(act: Act, step: CaseStep, done: StepAct, words: str) -> None:
    state = STEP_FLOW[StepState(step.state)].get(done)
    if state is None:
        raise errors.not_now()
    if done is StepAct.RETURN and step.is_designated:
        raise errors.designated()
    told = written("words", words, _MISSING[done]) if done in _MISSING else ""
    step.state = state
    if done is StepAct.ASK:
        step.asked = conceal_one(CaseStep, "asked", told, step.pk)
    if done is StepAct.ANSWER:
        step.answer = conceal_one(CaseStep, "answer", told, step.pk)
    if state in (StepState.ANSWERED, StepState.RETURNED, StepState.CANCELLED):
        step.closed_on = act.stamp.occurred_on
    step.save(update_fields=["state", "asked", "answer", "closed_on"])
    act.about("case_step", step.pk)
    act.note(step=step.number, done=done.value)
    note_passage(act, step.case_id, f"{done.label}（{step.unit}）"[:60], told, step=step)
