"""Steps of the search for somebody declared lost: what came of each, coded; one noted by mistake is made void."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.lost_contact import errors, events
from yinqiao.areas.lost_contact.models import SearchStep
from yinqiao.areas.lost_contact.queries import get_step, search_plan, weighing
from yinqiao.areas.lost_contact.rules import SEARCH, answers_to, next_day, plan
from yinqiao.areas.lost_contact.services.declaring import case_of
from yinqiao.areas.lost_contact.types import Answer, StepTaken
from yinqiao.areas.retirees.queries import require_past, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def record_step(*, actor: Actor, at: datetime, retiree_id: UUID, code: str, taken: StepTaken) -> UUID:
    """Note what came of a step of the plan; returns its id. The day of the next step follows from the plan.

    Whoever was found, or is told to have died, stays declared until a person ends the search or records the death.
    Conflict `lost_contact.not_lost` without a declaration that holds; Invalid for a day before it or to come, and for a
    letter without its number.
    """
    with perform(actor=actor, action="lost_contact.record_step", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=SEARCH)
        step = next((one for one in plan() if one.code == code), None)
        if step is None or taken.answer not in answers_to(step):
            raise LookupError(f"no such step of a search, or no answer to it: {code}")
        case = case_of(retiree_id)
        require_past(taken.taken_on, row, act.stamp.occurred_on, "taken_on")
        if taken.taken_on < case.declared_on:
            raise errors.day_not_possible("taken_on", "日期不能早于认定日期，没有保存。")
        letter_no = taken.letter_no.strip()
        if taken.answer is Answer.ASKED and not letter_no:
            raise errors.no_letter()
        made = SearchStep.objects.create(
            case=case, retiree_id=retiree_id, code=code, answer=taken.answer, taken_on=taken.taken_on,
            letter_no=letter_no, author_name=actor.name,
        )  # fmt: skip
        _go_on(act, case)
        act.emit(events.SEARCHED, [subject(row, step=code, answer=taken.answer.value)])
        act.note(step=str(made.pk), code=code, answer=taken.answer.value)
    return made.pk


def void_step(*, actor: Actor, at: datetime, step_id: UUID) -> UUID:
    """Make a step void that was noted by mistake; returns the person. Conflict when it was before or the search ended."""
    with perform(actor=actor, action="lost_contact.void_step", at=at) as act:
        found = get_step(scope=actor.scope, step_id=step_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=SEARCH)
        case = case_of(found.retiree_id)
        changed = SearchStep.objects.filter(pk=step_id, case=case, voided_at__isnull=True).update(
            voided_at=at, voided_name=actor.name
        )
        if not changed:
            raise errors.step_void()
        _go_on(act, case)
        act.emit(events.SEARCH_VOIDED, [subject(row, step=found.code, answer=found.answer)])
        act.note(step=str(step_id), code=found.code)
    return UUID(str(row.pk))


def _go_on(act: Act, case: Any) -> None:
    """The search goes on with the step that is due first."""
    today = act.stamp.occurred_on
    rows = search_plan(scope=act.actor.scope, retiree_id=case.retiree_id)
    case.next_on = next_day(rows, today, weighing(today))
    case.save(update_fields=["next_on"])
