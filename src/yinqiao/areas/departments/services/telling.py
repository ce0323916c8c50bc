"""Telling by hand and taking back: both go the way of what a programme sends."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.departments import errors
from yinqiao.areas.departments.queries import list_told
from yinqiao.areas.departments.rules import may_take_back
from yinqiao.areas.intake.services import enter_letter, receive_lines, withdrawal_of
from yinqiao.areas.intake.types import MessageState, Receipt, inward_types
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform


def tell_by_hand(*, actor: Actor, at: datetime, kind: str, data: dict[str, Any]) -> Receipt:
    """Tell one thing as a programme of the same source would: same checks, rate, precedence and receipt.

    Refused `departments.no_source`, `intake.source_paused`, `intake.too_fast`; Invalid `intake.entry_refused` with why
    where a programme would have been refused, too: then nothing is kept.
    """
    if actor.scope.office is None:
        raise errors.no_source()
    with perform(actor=actor, action="departments.tell_by_hand", at=at) as act:
        told = (kind, f"page-{uuid4().hex}", data)
        receipt = enter_letter(actor=actor, at=at, source_id=actor.scope.office, told=told)
        act.note(message=str(receipt.no))
        return receipt


def take_back(*, actor: Actor, at: datetime, message_id: UUID, reason: str) -> Receipt:
    """Take back what the own source told, whichever way it came; what followed is undone where nothing rests on it.

    NotFound for another source's message; Conflict `departments.not_possible` for one that has ended.
    """
    if actor.scope.office is None:
        raise errors.no_source()
    with perform(actor=actor, action="departments.take_back", at=at) as act:
        row = list_told(scope=actor.scope).filter(pk=message_id).first()
        if row is None:
            raise errors.not_found()
        known = inward_types().get(row.type)
        if known is None or not may_take_back(row.state, is_withdrawal=known.is_withdrawal):
            raise errors.not_possible()
        event = withdrawal_of(row.source.code, (row.type, row.event_id), reason, event_id=f"page-{uuid4().hex}", at=at)
        (receipt,) = receive_lines(actor=actor, at=at, source_id=row.source_id, events=[event], letter=None)
        if receipt.state is MessageState.REFUSED:
            raise errors.not_possible()
        act.note(message=str(row.pk), withdrawal=str(receipt.no))
        return receipt
