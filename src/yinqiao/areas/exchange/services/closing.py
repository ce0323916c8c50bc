"""Writes what follows from an attempt: for an endpoint, a message, an event that was refused. Only acts call it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from yinqiao.areas.exchange.models import DeadLetter, Delivery, Endpoint
from yinqiao.areas.exchange.services.registering import end
from yinqiao.areas.exchange.types import (
    EndpointState,
    FeedRow,
    Kind,
    LetterState,
    MessageState,
    Outcome,
    PauseReason,
    Step,
    StepKind,
)

_STATES = {
    StepKind.DELIVERED: MessageState.DELIVERED,
    StepKind.SPLIT: MessageState.SPLIT,
    StepKind.PUT_ASIDE: MessageState.PUT_ASIDE,
}
_WRITTEN = [
    "state", "pause_reason", "epoch", "after", "single_until", "tries", "failing_since", "next_try_at", "last_tried_at",
    "last_success_at", "last_code",
]  # fmt: skip


def apply_step(found: Endpoint, delivery: Delivery, step: Step, at: datetime, status: int | None) -> bool:
    """Write what follows; whether there may be more to send at once."""
    found.last_tried_at, found.last_code = at, step.code.value
    if delivery.kind in (Kind.TEST, Kind.REPLAY):
        return _close_once(found, delivery, step, at, status)
    if step.kind == StepKind.END:
        # The end of the endpoint is the end of everything on its way to it.
        _fail(found, step, at)
        found.save(update_fields=_WRITTEN)
        delivery.code, delivery.status = step.code.value, status
        delivery.save(update_fields=["code", "status"])
        end(found, at=at, reason=PauseReason.GONE)
        return False
    if step.kind in _STATES:
        _pass(found, delivery, step, at)
        _end_message(delivery, _STATES[step.kind], step, at, status)
    else:
        _fail(found, step, at)
        delivery.code, delivery.status = step.code.value, status
        delivery.save(update_fields=["code", "status"])
    found.save(update_fields=_WRITTEN)
    return step.kind in _STATES


def _pass(found: Endpoint, delivery: Delivery, step: Step, at: datetime) -> None:
    """The endpoint goes on: behind the message, or, when it is split, at its beginning one by one."""
    if step.kind == StepKind.SPLIT:
        found.single_until = delivery.until
        return
    if step.kind == StepKind.DELIVERED:
        found.tries, found.failing_since = 0, None
        found.last_success_at = at if step.code == Outcome.DELIVERED else found.last_success_at
    found.after, found.epoch, found.next_try_at = delivery.until, delivery.epoch, None


def put_aside(found: Endpoint, delivery: Delivery, refused: Sequence[FeedRow], step: Step, at: datetime) -> None:
    """Keep which event it was that the receiver refused, so that it can be read and sent again."""
    DeadLetter.objects.bulk_create(
        [
            DeadLetter(
                endpoint=found, epoch=delivery.epoch, seq=one.seq, event_id=one.id, type=one.type,
                message_id=delivery.message_id, code=step.code.value, put_aside_at=at,
            )
            for one in refused
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _fail(found: Endpoint, step: Step, at: datetime) -> None:
    found.tries += 1
    # Not later than now: a clock that was ahead has been set right since.
    found.failing_since = min(found.failing_since or at, at)
    found.next_try_at = at + timedelta(seconds=step.wait)
    if step.kind == StepKind.PAUSE:
        found.state, found.pause_reason, found.next_try_at = EndpointState.PAUSED.value, PauseReason.FAILING.value, None


def _close_once(found: Endpoint, delivery: Delivery, step: Step, at: datetime, status: int | None) -> bool:
    """A test or an event sent again is sent once; its failure is shown and changes nothing else."""
    is_done = step.kind == StepKind.DELIVERED and step.code == Outcome.DELIVERED
    _end_message(delivery, MessageState.DELIVERED if is_done else MessageState.FAILED, step, at, status)
    if delivery.letter_id is not None:
        state = LetterState.DELIVERED if is_done else LetterState.WAITING
        DeadLetter.objects.filter(pk=delivery.letter_id).update(state=state, last_code=step.code.value)
    if is_done:
        found.last_success_at = at
    found.save(update_fields=["last_tried_at", "last_code", "last_success_at"])
    return True


def _end_message(delivery: Delivery, state: MessageState, step: Step, at: datetime, status: int | None) -> None:
    delivery.state, delivery.ended_at, delivery.code, delivery.status = state.value, at, step.code.value, status
    delivery.save(update_fields=["state", "ended_at", "code", "status"])
