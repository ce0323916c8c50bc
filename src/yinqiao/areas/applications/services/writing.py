"""What every act on a case does: find and lock it, ask the flow, set state and clock, write the line of the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.models import Case, Passage
from yinqiao.areas.applications.queries import get_case, item_of
from yinqiao.areas.applications.rules import case_clock, may_do, next_state, stopped
from yinqiao.areas.applications.types import OFFICE_OF_ROLE, OPEN, Answer, CaseState, Item
from yinqiao.areas.applications.types import Act as Done
from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.kernel.working_days import Spell, read_spells
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.workdays import work_calendar

CLOCK = ("spells", "half_on", "near_on", "due_on", "promised_on")


def lock_case(act: Act, case_id: UUID, answer: Answer) -> tuple[Case, Item]:
    """One case of the scope, locked, with the item by which it runs; NotFound otherwise.

    Conflict `applications.not_now` where it is no more at the step that was seen.
    """
    found = get_case(scope=act.actor.scope, case_id=case_id)
    row = Case.objects.select_for_update(of=("self",)).select_related("item", "retiree").get(pk=found.pk)
    if answer.step is not None and answer.step != row.step:
        raise errors.not_now()
    act.about("retiree", row.retiree_id)
    act.note(item=row.code, number=row.number)
    return row, item_of(row.item)


def hold_case(*, act: Act, case_id: UUID) -> Case:
    """One case of the scope, locked for a room above, which adds to it: nobody accepts or decides it meanwhile."""
    return lock_case(act, case_id, Answer())[0]


def require(act: Act, case: Case, item: Item, done: Done, *, of_step: bool = True) -> CaseState:
    """The state after an act. Conflict `applications.not_now`; Refused `applications.not_your_step`."""
    state = CaseState(case.state)
    after = next_state(state, done, case.step)
    if after is None or not may_do(done, state, item, case.step):
        raise errors.not_now()
    if of_step and act.actor.role != case.step_role:
        raise errors.not_your_step(OFFICE_OF_ROLE[case.step_role])
    return after


def spells_of(case: Case) -> list[Spell]:
    """The spells in which the clock of the step ran."""
    return read_spells(case.spells)


def set_clock(case: Case, item: Item, spells: list[Spell]) -> None:
    """The spells, and the days that follow from them."""
    case.spells = [[since.isoformat(), until.isoformat() if until else None] for since, until in spells]
    clock = case_clock(spells, item, case.step, work_calendar())
    case.half_on, case.near_on = clock.half_on, clock.near_on
    case.due_on, case.promised_on = clock.due_on, clock.promised_on


def start_clock(case: Case, item: Item, day: date) -> None:
    """A step begins."""
    case.step_role = item.step[case.step].role
    set_clock(case, item, [(day, None)])


def close(act: Act, case: Case, item: Item, state: CaseState) -> None:
    """A case is over: its clock stands."""
    today = act.stamp.occurred_on
    spells = spells_of(case)
    set_clock(case, item, stopped(spells, today) if spells[-1][1] is None else spells)
    case.state, case.closed_on, case.missing = state, today, []


def note_passage(act: Act, case: Case, done: Done, *, words: str = "", step: int | None = None) -> None:
    """A line of the timeline."""
    Passage.objects.create(
        id=uuid_utils.uuid7(), case=case, at=act.at, act=done, step=case.step if step is None else step,
        words=words.strip()[:500], who=who_acts(act)[:64], unit=act.actor.unit[:120], by_id=act.actor.id,
    )  # fmt: skip


def who_acts(act: Act) -> str:
    """As whoever reads the case is told: an officer, 本人, or “女儿 王某 代办”; the log holds no such name."""
    warrant_id = act.actor.scope.warrant
    warrant = warrant_of(warrant_id, act.stamp.occurred_on) if warrant_id else None
    return warrant.called if warrant else act.actor.name


def subject_of(case: Case, **data: Any) -> Subject:
    """The person of a case as subject of an event."""
    return Subject(
        case.retiree_id, case.retiree.enterprise_id, case.retiree.place_no, data={"item": case.code, **data}
    )  # fmt: skip


def is_open(case: Case) -> bool:
    """Whether somebody still has to do something with it."""
    return case.state in OPEN
