"""Reads of what was sent and of what a receiver refused: receipts, and events by ids and codes."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from yinqiao.areas.accounts.queries import list_key_actors, within
from yinqiao.areas.accounts.types import Reach
from yinqiao.areas.exchange import errors
from yinqiao.areas.exchange.models import DeadLetter, Delivery
from yinqiao.areas.exchange.queries.feed import as_cloud_events, feed_end, list_feed
from yinqiao.areas.exchange.types import CloudEvent, Kind, LetterRow, LetterState, MessageRow, MessageState
from yinqiao.platform.access import acting
from yinqiao.platform.events.registry import label_of


def list_messages(*, reach: Reach, endpoint_id: UUID, limit: int = 50) -> list[MessageRow]:
    """The newest messages to an endpoint within reach, each with its receipt."""
    rows = Delivery.objects.filter(within(reach, "endpoint__key__grant__"), endpoint_id=endpoint_id).order_by("-id")
    return [
        MessageRow(
            one.message_id, Kind(one.kind), one.first_at, one.ended_at, one.events, one.tries, MessageState(one.state),
            one.code, one.status, one.body_sha256,
        )
        for one in rows[:limit]
    ]  # fmt: skip


def list_letters(*, reach: Reach, endpoint_id: UUID, state: str = "", kind: str = "") -> list[LetterRow]:
    """The events that a receiver refused, newest first; by state and by type."""
    rows = DeadLetter.objects.filter(within(reach, "endpoint__key__grant__"), endpoint_id=endpoint_id)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(type=kind) if kind else rows
    return [_letter(one) for one in rows.order_by("-put_aside_at", "-seq")]


def get_letter(*, reach: Reach, letter_id: UUID) -> LetterRow:
    """One of them within reach; NotFound otherwise."""
    found = DeadLetter.objects.filter(within(reach, "endpoint__key__grant__"), pk=letter_id).first()
    if found is None:
        raise errors.letter_not_found()
    return _letter(found)


def read_letter(*, reach: Reach, letter_id: UUID, today: date) -> CloudEvent | None:
    """The event as the key may read it today, by ids and codes; None when the key does not see it any more."""
    found = DeadLetter.objects.filter(within(reach, "endpoint__key__grant__"), pk=letter_id).select_related("endpoint")
    letter = found.first()
    if letter is None:
        raise errors.letter_not_found()
    reader = list_key_actors(key_ids={letter.endpoint.key_id}, today=today).get(letter.endpoint.key_id)
    _, last = feed_end()
    if reader is None or letter.seq > last:
        return None
    with acting(reader):
        page = list_feed(scope=reader.scope, after=letter.seq - 1, limit=1, upto=letter.seq)
        shown = [json.loads(one) for one in as_cloud_events(page)]
    return next((one for one in shown if one["id"] == str(letter.event_id)), None)


def _letter(one: DeadLetter) -> LetterRow:
    return LetterRow(
        one.pk, one.endpoint_id, one.seq, one.type, label_of(one.type), one.code, one.put_aside_at,
        LetterState(one.state), one.last_code,
    )  # fmt: skip
