"""What was tried is thrown away, or told once more; always within the sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.intake.queries import get_message
from yinqiao.areas.intake.services import receive_lines, refuse_claim, take_claim
from yinqiao.areas.intake.types import Reason, Receipt
from yinqiao.areas.sandbox import errors
from yinqiao.areas.sandbox.queries import list_requests
from yinqiao.areas.sandbox.services.filling import empty, fill, inside, lock_sandbox
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform


def clear_sandbox(*, actor: Actor, at: datetime, no: int, is_told_again: bool = False) -> int:
    """Let the people of a sandbox stand as at the beginning, and throw away what was told; returns how much that was.

    With `is_told_again` all that was taken in is taken in once more, in the same order under the same numbers, with new
    receipts. NotFound out of scope; Conflict `sandbox.ended`.
    """
    with perform(actor=actor, action="sandbox.clear", at=at) as act:
        found = lock_sandbox(act, no)
        if found.source_id is None:
            raise errors.not_found()
        told = _told(actor, no) if is_told_again else []
        count = empty(actor=actor, at=at, found=found)
        found.source_id = fill(actor=actor, at=at, found=found)
        found.save(update_fields=["source_id"])
        for request in told:
            _tell(actor, at, no, found.source_id, request)
        act.note(messages=count, told_again=sum(map(len, told)))
        return count


def tell_again(*, actor: Actor, at: datetime, no: int, message_id: UUID) -> Receipt:
    """Tell once more what one message said, under a number of its own: how it fares as the sandbox stands now.

    NotFound out of scope; Conflict `sandbox.ended`, `sandbox.nothing_to_tell`.
    """
    with perform(actor=actor, action="sandbox.tell_again", at=at) as act:
        found = lock_sandbox(act, no)
        if found.source_id is None:
            raise errors.not_found()
        with acting(inside(actor, no)) as within:
            view = get_message(scope=within.scope, message_id=message_id)
            requests = list_requests(scope=within.scope)
        told = [one for request in requests for one in request]
        event = next((one for one in told if one["id"] == view.row.event_id), None)
        if event is None:
            raise errors.nothing_to_tell()
        again = {**event, "id": _next_id(event["id"], {one["id"] for one in told})}
        (receipt,) = _tell(actor, at, no, found.source_id, [again])
        return receipt


def decide(*, actor: Actor, at: datetime, no: int, message_id: UUID, is_taken: bool) -> None:
    """Decide in a community officer's stead about what contradicts, so that its sender reads a decision.

    NotFound out of scope; Conflict `sandbox.ended`, `intake.already_decided`, `intake.not_possible`.
    """
    with perform(actor=actor, action="sandbox.decide", at=at) as act:
        lock_sandbox(act, no)
        within = inside(actor, no)
        with acting(within):
            case_id = get_message(scope=within.scope, message_id=message_id).dispute_id
        if case_id is None:
            raise errors.not_found()
        act.note(is_taken=is_taken)
        if is_taken:
            take_claim(actor=within, at=at, case_id=case_id)
        else:
            refuse_claim(actor=within, at=at, case_id=case_id, reason=Reason.VALUE_WRONG.value)


def _next_id(first: str, taken: set[str]) -> str:
    """`2026-1` is told again as `2026-1~2`, then `2026-1~3`."""
    stem, number = first.partition("~")[0][:90], 2
    while f"{stem}~{number}" in taken:
        number += 1
    return f"{stem}~{number}"


def _told(actor: Actor, no: int) -> list[list[dict[str, Any]]]:
    with acting(inside(actor, no)) as within:
        return list_requests(scope=within.scope)


def _tell(actor: Actor, at: datetime, no: int, source_id: UUID, events: Sequence[Any]) -> list[Receipt]:
    return receive_lines(actor=inside(actor, no), at=at, source_id=source_id, events=events, letter=None)
