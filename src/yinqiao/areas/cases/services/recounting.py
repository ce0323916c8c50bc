"""The limits of cases and steps counted anew by a corrected calendar."""

from __future__ import annotations

from datetime import datetime

from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.rules import clock
from yinqiao.areas.cases.types import RUNNING, CaseState
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.workdays import Clocks, Moves, work_calendar

_DAYS = ("half_on", "near_on", "due_on")


def recount_limits(*, actor: Actor, at: datetime) -> Moves:
    """Count the limit of every open case and step that goes by working days by the calendar of today."""
    with perform(actor=actor, action="cases.recount_limits", at=at) as act:
        counted, cases, steps = _count(work_calendar())
        Case.objects.bulk_update(cases, _DAYS, batch_size=500)
        CaseStep.objects.bulk_update(steps, ["due_on"], batch_size=500)
        act.note(moved=counted.moved)
    return counted


def _count(calendar: WorkCalendar) -> tuple[Moves, list[Case], list[CaseStep]]:
    """How many limits run and move, and the rows with their new days."""
    open_cases = Case.objects.filter(is_working=True).exclude(state=CaseState.CLOSED).defer("sealed").order_by("pk")
    open_steps = CaseStep.objects.filter(state__in=[one.value for one in RUNNING]).defer("task").order_by("pk")
    running, cases, steps = 0, [], []
    for case in open_cases.iterator(chunk_size=1000):
        running += 1
        found = clock(case.counts_from, case.days + case.extended_days, True, calendar)
        if (case.half_on, case.near_on, case.due_on) != (found.half_on, found.near_on, found.due_on):
            case.half_on, case.near_on, case.due_on = found.half_on, found.near_on, found.due_on
            cases.append(case)
    for step in open_steps.iterator(chunk_size=1000):
        running += 1
        due = clock(step.given_on, step.days, True, calendar).due_on
        if step.due_on != due:
            step.due_on = due
            steps.append(step)
    return Moves(running, len(cases) + len(steps)), cases, steps


CLOCKS = Clocks(
    "cases",
    "联动事项和交办",
    lambda calendar: _count(calendar)[0],
    lambda actor, at: recount_limits(actor=actor, at=at),
)
