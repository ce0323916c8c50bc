"""Whose turn it is says with a code what came of a follow-up, and may take that back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.effects import errors, events
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.queries import turns_of
from yinqiao.areas.effects.rules import FLOW, kinds
from yinqiao.areas.effects.types import Owner, State
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform


def settle_followup(*, actor: Actor, at: datetime, followup_id: UUID, outcome: str) -> None:
    """Say what came of it, as one of its kind's codes.

    NotFound for another one's turn; Invalid `effects.outcome_missing`; Conflict `effects.settled_already`.
    """
    with perform(actor=actor, action="effects.settle_followup", at=at) as act:
        row = _lock(act, followup_id)
        if FLOW[State(row.state)].get("settle") is None:
            raise errors.settled_already()
        if outcome not in {one.code for one in kinds()[row.kind].outcomes}:
            raise errors.outcome_missing()
        row.state, row.outcome, row.closed_at = State.DONE, outcome, at
        row.closed_name, row.closed_unit = actor.name[:64], actor.unit[:120]
        _save(act, row, events.SETTLED)


def reopen_followup(*, actor: Actor, at: datetime, followup_id: UUID) -> None:
    """It was settled by mistake: it is open again, with the same day. Conflict `effects.not_settled`."""
    with perform(actor=actor, action="effects.reopen_followup", at=at) as act:
        row = _lock(act, followup_id)
        if FLOW[State(row.state)].get("reopen") is None:
            raise errors.not_settled()
        row.state, row.outcome, row.closed_at, row.closed_name, row.closed_unit = State.OPEN, "", None, "", ""
        _save(act, row, events.TAKEN_BACK)


def _lock(act: Act, followup_id: UUID) -> Followup:
    scope = act.actor.scope
    own = Followup.objects.filter(scope.predicate(), owner__in=turns_of(act.actor.role), pk=followup_id)
    row = None if scope.is_oversight else own.select_for_update().first()
    if row is None:
        raise NotFound
    act.about("retiree", row.retiree_id)
    act.note(followup=str(row.pk), kind=row.kind)
    return row


def _save(act: Act, row: Followup, kind: EventType) -> None:
    row.save(update_fields=["state", "outcome", "closed_at", "closed_name", "closed_unit"])
    act.note(outcome=row.outcome)
    # Of pay nobody else may know, and whoever sees a person reads the person's events.
    if row.owner != Owner.AGENCY:
        told = {"kind": row.kind, "outcome": row.outcome}
        act.emit(kind, [Subject(row.retiree_id, row.enterprise_id, row.place_no, data=told)])
