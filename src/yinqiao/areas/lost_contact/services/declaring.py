"""A person declares somebody lost or found, and can take either back. It stops no service and suspends nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.lost_contact import errors, events
from yinqiao.areas.lost_contact.models import LostCase
from yinqiao.areas.lost_contact.queries import last_case, weighing
from yinqiao.areas.lost_contact.rules import DECLARE, FIND, FLOW, reasons, ways
from yinqiao.areas.lost_contact.services.reaching import recount
from yinqiao.areas.lost_contact.types import CaseState, CaseStep
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN
from yinqiao.areas.retirees.queries import require_past, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.models import Event

# A next step further away than this is a slip of the pen.
_FARTHEST = timedelta(days=366)


def declare_lost(*, actor: Actor, at: datetime, retiree_id: UUID, reason: str, next_on: date | None = None) -> UUID:
    """Declare somebody lost, with a coded reason and the day of the next step (else by the rule); returns the case.

    Conflict `lost_contact.lost_already` when somebody did before; Invalid for a day that has passed or is too far away.
    """
    with perform(actor=actor, action="lost_contact.declare_lost", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=DECLARE)
        if reason not in reasons():
            raise LookupError(f"no reason of a declaration: {reason}")
        today = act.stamp.occurred_on
        day = next_on or today + timedelta(days=weighing(today).next_days)
        if not today <= day <= today + _FARTHEST:
            raise errors.day_not_possible("next_on", "下一步日期须在今天之后一年以内，没有保存。")
        if LostCase.objects.filter(retiree_id=retiree_id, state=CaseState.LOST).exists():
            raise errors.lost_already()
        made = LostCase.objects.create(
            retiree_id=retiree_id, reason=reason, declared_on=today, declared_name=actor.name, next_on=day
        )
        _tell(act, row, made, events.DECLARED)
    return made.pk


def declare_found(*, actor: Actor, at: datetime, retiree_id: UUID, way: str, found_on: date) -> None:
    """Somebody who was lost was found, by a coded way, on a day since the declaration.

    Conflict `lost_contact.not_lost` without a declaration that holds.
    """
    with perform(actor=actor, action="lost_contact.declare_found", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=FIND)
        if way not in ways():
            raise LookupError(f"no way in which people are found: {way}")
        found = case_of(retiree_id)
        require_past(found_on, row, act.stamp.occurred_on, "found_on")
        if found_on < found.declared_on:
            raise errors.day_not_possible("found_on", "找回日期不能早于认定日期，没有保存。")
        _close(found, CaseState.FOUND, found_on, actor.name, way)
        recount(retiree_id=retiree_id)
        _tell(act, row, found, events.FOUND)


def undo_case(*, actor: Actor, at: datetime, retiree_id: UUID, step: CaseStep) -> None:
    """Take the newest declaration back, or that somebody was found: whichever was done last.

    Conflict `lost_contact.not_lost` when there is nothing of that to take back.
    """
    with perform(actor=actor, action="lost_contact.undo_case", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=DECLARE)
        found = last_case(scope=actor.scope, retiree_id=retiree_id)
        to = FLOW[CaseState(found.state)].get(step) if found else None
        if found is None or to is None:
            raise errors.not_lost()
        if to is CaseState.LOST:
            _reopen(found)
            recount(retiree_id=retiree_id)
        else:
            _close(found, to, act.stamp.occurred_on, actor.name)
        _tell(act, row, found, events.REOPENED if to is CaseState.LOST else events.WITHDRAWN)


def case_of(retiree_id: UUID) -> LostCase:
    """The declaration that holds about somebody; Conflict `lost_contact.not_lost` without one."""
    found = LostCase.objects.filter(retiree_id=retiree_id, state=CaseState.LOST).first()
    if found is None:
        raise errors.not_lost()
    return found


def close_deceased(*, act: Act) -> None:
    """Who died is sought no more: the declaration ends with the death, in the act that records it."""
    cases = list(_of(act, DEATH_RECORDED).filter(state=CaseState.LOST))
    LostCase.objects.filter(pk__in=[one.pk for one in cases]).update(
        state=CaseState.DECEASED, closed_on=act.stamp.occurred_on, closed_name=act.actor.name
    )
    act.emit(events.CLOSED, [subject(one.retiree, state=str(CaseState.DECEASED)) for one in cases])


def reopen_deceased(*, act: Act) -> None:
    """A death that was taken back ends nothing: of each person the newest declaration that it ended holds again."""
    newest = {one.retiree_id: one for one in _of(act, DEATH_WITHDRAWN).order_by("declared_on", "id")}
    cases = [one for one in newest.values() if one.state == CaseState.DECEASED]
    for one in cases:
        _reopen(one)
    act.emit(events.REOPENED, [subject(one.retiree, state=str(one.state)) for one in cases])


def _of(act: Act, kind: EventType) -> QuerySet[LostCase]:
    """The declarations about those of whom the act tells this; it may tell other things of other people."""
    told = Event.objects.filter(act_id=act.id, type=kind.code)
    return LostCase.objects.filter(retiree_id__in=told.values("retiree_id")).select_related("retiree")


def _close(found: LostCase, state: CaseState, day: date, name: str, way: str = "") -> None:
    found.state, found.closed_on, found.closed_name, found.way = state.value, day, name, way
    found.save(update_fields=["state", "closed_on", "closed_name", "way"])


def _reopen(found: LostCase) -> None:
    found.state, found.closed_on, found.closed_name, found.way = CaseState.LOST.value, None, "", ""
    found.save(update_fields=["state", "closed_on", "closed_name", "way"])


def _tell(act: Act, row: Any, found: LostCase, kind: events.EventType) -> None:
    act.emit(kind, [subject(row, state=str(found.state))])
    act.note(case=str(found.pk), state=str(found.state), reason=found.reason, way=found.way)
