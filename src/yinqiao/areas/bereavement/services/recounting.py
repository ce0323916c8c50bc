"""The last days of items that are counted in working days, counted anew by a corrected calendar."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.bereavement.models import Item
from yinqiao.areas.bereavement.rules import due_on, kinds, rule_of
from yinqiao.areas.bereavement.types import ItemState
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import Clocks, Moves, work_calendar

_Key = tuple[str, date, date]


def recount_items(*, actor: Actor, at: datetime) -> Moves:
    """Count the last day of every waiting item by the calendar of today, by the rule of the day that opened it."""
    with perform(actor=actor, action="bereavement.recount_items", at=at) as act:
        running, moved = _count(work_calendar())
        changed = 0
        for (code, died_on, opened_on), due in moved.items():
            changed += _open().filter(code=code, died_on=died_on, opened_on=opened_on).update(due_on=due)
        act.note(moved=changed)
    return Moves(running, changed)


def _open() -> QuerySet[Item]:
    return Item.objects.filter(state=ItemState.OPEN).order_by()


def _count(calendar: WorkCalendar) -> tuple[int, dict[_Key, date]]:
    """How many such items wait, and the last days that move, by kind, day of death and day of opening."""
    running, moved = 0, {}
    for code in kinds():
        waiting = _open().filter(code=code)
        for died_on, opened_on, due in set(waiting.values_list("died_on", "opened_on", "due_on")):
            rule = rulebook().get(rule_of(code), region=settings.REGION, day=opened_on)
            if rule.parameters["counting"] != "working":
                continue
            running += waiting.filter(died_on=died_on, opened_on=opened_on, due_on=due).count()
            if due != (until := due_on(rule.parameters, died_on, opened_on, calendar)):
                moved[code, died_on, opened_on] = until
    return running, moved


def _foresee(calendar: WorkCalendar) -> Moves:
    running, moved = _count(calendar)
    many = sum(_open().filter(code=code, died_on=died, opened_on=day).count() for code, died, day in moved)
    return Moves(running, many)


CLOCKS = Clocks("bereavement", "身后事项", _foresee, lambda actor, at: recount_items(actor=actor, at=at))
