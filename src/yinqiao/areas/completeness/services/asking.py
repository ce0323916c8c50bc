"""A place asks the enterprise for missing facts; the enterprise answers with a value or that it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yinqiao.areas.completeness import errors, events
from yinqiao.areas.completeness.models import Request
from yinqiao.areas.completeness.queries import find_asked, find_gaps
from yinqiao.areas.completeness.rules import causes, next_state
from yinqiao.areas.completeness.types import Cause, RequestState, RequestStep
from yinqiao.areas.retirees.queries import read_values
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.fields import conceal_one


def ask_enterprise(*, actor: Actor, at: datetime, ids: Sequence[str]) -> int:
    """Ask the enterprises of these gaps; returns how many questions went out.

    What is no enterprise's to answer, is not missing any more or was asked already is passed over; Conflict
    `completeness.nothing_to_ask` when that leaves none.
    """
    with perform(actor=actor, action="completeness.ask_enterprise", at=at) as act:
        if not actor.scope.sees_content:
            raise NotFound
        today = act.stamp.occurred_on
        rows = [
            row for row in find_gaps(scope=actor.scope, today=today, ids=ids)
            if causes()[Cause(row.cause)].can_be_asked
        ]  # fmt: skip
        asked = find_asked(scope=actor.scope, people=[row.retiree_id for row in rows])
        fresh = [row for row in rows if (row.retiree_id, row.cause) not in asked]
        if not fresh:
            raise errors.nothing_to_ask()
        Request.objects.bulk_create(
            Request(
                retiree_id=row.retiree_id, enterprise_id=row.enterprise_id, cause=row.cause, asked_on=today,
                due_on=today + timedelta(days=causes()[Cause(row.cause)].days), asked_name=actor.name,
                asked_unit=actor.unit or "",
            )
            for row in fresh
        )  # fmt: skip
        act.people = len({row.retiree_id for row in fresh})
        act.emit(
            events.ASKED,
            [Subject(row.retiree_id, row.enterprise_id, row.place_no, data={"cause": row.cause}) for row in fresh],
        )
        act.note(asked=len(fresh))
    return len(fresh)


def answer_request(*, actor: Actor, at: datetime, request_id: UUID, value: str, is_unknown: bool) -> None:
    """The enterprise's answer: the value, read as the register reads it, or that it does not know.

    Invalid beside the field for a value that cannot be; Conflict `completeness.step_not_open` once it was answered or
    cancelled; NotFound for another enterprise's question.
    """
    with perform(actor=actor, action="completeness.answer_request", at=at) as act:
        found = lock_request(act, request_id)
        if not actor.scope.is_enterprise:
            raise NotFound
        field = causes()[Cause(found.cause)].field
        if not is_unknown and not value.strip():
            raise errors.answer_missing()
        move(found, RequestStep.SAY_UNKNOWN if is_unknown else RequestStep.ANSWER)
        if not is_unknown:
            try:
                read_values({field: value.strip()}, today=act.stamp.occurred_on)
            except Invalid as refusal:
                words = refusal.fields.get(field, refusal.message)
                raise Invalid(
                    refusal.code, refusal.message, next_step=refusal.next_step, fields={"value": words}
                ) from None
            found.answer = conceal_one(Request, "answer", value.strip(), found.pk)
        found.answered_on, found.answered_name = act.stamp.occurred_on, actor.name
        found.save(update_fields=["state", "answer", "answered_on", "answered_name"])
        tell(act, found, events.ANSWERED)


def lock_request(act: Act, request_id: UUID) -> Request:
    """The question within the actor's scope, locked; NotFound otherwise."""
    within = act.actor.scope.predicate(place="retiree__place_no", enterprise="enterprise_id")
    found = Request.objects.select_for_update(of=("self",)).filter(within, pk=request_id).select_related("retiree")
    row = found.first()
    if row is None:
        raise NotFound
    act.about("retiree", row.retiree_id)
    return row


def move(found: Request, step: RequestStep) -> None:
    """Move a question on by a step; Conflict where the flow does not allow it."""
    state = RequestState(found.state)
    to = next_state(state, step)
    if to is None:
        raise errors.step_not_open(state.label)
    found.state = to


def tell(act: Act, found: Request, kind: events.EventType) -> None:
    """The event of a step and what the audit entry says of it: codes, no content."""
    person = found.retiree
    data = {"cause": found.cause, "state": str(found.state)}
    act.emit(kind, [Subject(person.pk, found.enterprise_id, person.place_no, data=data)])
    act.note(request=str(found.pk), **data)
