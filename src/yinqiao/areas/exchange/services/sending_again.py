"""What an administrator has sent once more: a test, or events that the receiver refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.exchange.models import DeadLetter, Delivery, Endpoint
from yinqiao.areas.exchange.services.registering import lock_endpoint
from yinqiao.areas.exchange.types import Kind, LetterState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def send_test(*, actor: Actor, at: datetime, endpoint_id: UUID) -> None:
    """Have a test sent, once, whether the endpoint is paused or not; a second one only after the first has ended."""
    with perform(actor=actor, action="exchange.test_sent", at=at) as act:
        found = lock_endpoint(act=act, endpoint_id=endpoint_id)
        if not Delivery.objects.filter(endpoint=found, kind=Kind.TEST, state="open").exists():
            _write(found, at, Kind.TEST)


def replay_letters(*, actor: Actor, at: datetime, endpoint_id: UUID, letter_ids: Collection[UUID] | None = None) -> int:
    """Have events that were refused sent once more, these or (None) all that wait; returns how many.

    Each goes alone and under its first message number, so that a receiver that has it after all knows it again.
    """
    with perform(actor=actor, action="exchange.letters_replayed", at=at) as act:
        found = lock_endpoint(act=act, endpoint_id=endpoint_id)
        waiting = DeadLetter.objects.filter(endpoint=found, state=LetterState.WAITING)
        chosen = list(waiting if letter_ids is None else waiting.filter(pk__in=list(letter_ids)))
        Delivery.objects.bulk_create(
            Delivery(
                id=uuid_utils.uuid7(), endpoint=found, kind=Kind.REPLAY, message_id=one.message_id, letter=one,
                epoch=one.epoch, after=one.seq - 1, until=one.seq, first_at=at,
            )
            for one in sorted(chosen, key=lambda one: one.seq)
        )  # fmt: skip
        DeadLetter.objects.filter(pk__in=[one.pk for one in chosen]).update(state=LetterState.ASKED)
        act.note(records=len(chosen))
        return len(chosen)


def _write(found: Endpoint, at: datetime, kind: Kind) -> None:
    made = uuid_utils.uuid7()
    Delivery.objects.create(
        id=made, endpoint=found, kind=kind, message_id=f"msg_{made.hex}", epoch=found.epoch, after=found.after,
        until=found.after, first_at=at,
    )  # fmt: skip
