"""The messages of the courier: each is on record before it is sent, and its end is recorded after.

A process that dies in between leaves the message open: it is sent again, under the same number, with the same events.
Between the two nothing is held: no lock, no transaction.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection
from django.utils import timezone

from yinqiao.areas.accounts.queries import list_key_actors
from yinqiao.areas.exchange.models import Delivery, Endpoint
from yinqiao.areas.exchange.queries import as_cloud_events, feed_end, list_feed, patience
from yinqiao.areas.exchange.rules import epoch_notice, judge, test_notice
from yinqiao.areas.exchange.services.closing import apply_step, put_aside
from yinqiao.areas.exchange.services.registering import secrets_of
from yinqiao.areas.exchange.types import (
    LONGEST_REST,
    CloudEvent,
    EndpointState,
    FeedPage,
    Kind,
    Message,
    MessageState,
    Outcome,
    Patience,
    Step,
    StepKind,
    Tried,
)
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor

_LASTING = (Kind.FEED, Kind.EPOCH)
_ONCE = (Kind.TEST, Kind.REPLAY)
# Stretches of the feed without an event for the endpoint that are passed over in one go.
_PASSED_AT_ONCE = 10
# How long an endpoint whose key does not hold rests before it is looked at again.
_GROUNDLESS_REST = timedelta(minutes=1)


def open_message(*, actor: Actor, at: datetime, endpoint_id: UUID) -> Message | None:
    """What is to be sent next to an endpoint, or None; on record when this returns, as is that people were told of."""
    with acting(actor):
        found = Endpoint.objects.select_for_update().filter(pk=endpoint_id).exclude(state=EndpointState.ENDED).first()
        if found is None:
            return None
        reader = list_key_actors(key_ids={found.key_id}, today=timezone.localdate(at)).get(found.key_id)
        if reader is None:
            found.next_try_at = at + _GROUNDLESS_REST
            found.save(update_fields=["next_try_at"])
            return None
        limits = patience(timezone.localdate(at))
        for _ in range(_PASSED_AT_ONCE):
            once = _once(found)
            delivery, page = (once, None) if once else _lasting(found, reader, at, limits)
            if delivery is None:
                return None
            events = _events(delivery, page, found, reader, at)
            if events:
                return _recorded(delivery, found, events, at, limits)
            # Whom it was about has left the key's scope meanwhile.
            apply_step(found, delivery, Step(StepKind.DELIVERED, Outcome.UNSEEN), at, None)
        return None


def _once(found: Endpoint) -> Delivery | None:
    opened = Delivery.objects.filter(endpoint=found, state=MessageState.OPEN, kind__in=_ONCE)
    return opened.select_related("letter").order_by("id").first()


def _lasting(found: Endpoint, reader: Actor, at: datetime, limits: Patience) -> tuple[Delivery | None, FeedPage | None]:
    """The message that is open, or the next one: that the sequence began anew, or the next events as they were read."""
    if found.state != EndpointState.ACTIVE or (found.next_try_at and at < found.next_try_at <= at + LONGEST_REST):
        return None, None
    present, last = feed_end()
    opened = Delivery.objects.filter(endpoint=found, state=MessageState.OPEN, kind__in=_LASTING).first()
    if opened is not None and opened.epoch == present:
        return opened, None
    if opened is not None:
        # From before a restore: its numbers may stand for other events now.
        Delivery.objects.filter(pk=opened.pk).update(state=MessageState.FAILED, ended_at=at)
    if found.epoch != present:
        found.after, found.single_until = min(found.after, last), 0
        found.save(update_fields=["after", "single_until"])
        return _new(found, Kind.EPOCH, present, found.after, at), None
    page = _next_page(found, reader, limits)
    return (None, None) if page is None else (_new(found, Kind.FEED, present, page.next, at), page)


def _next_page(found: Endpoint, reader: Actor, limits: Patience) -> FeedPage | None:
    """The next events for the endpoint; stretches without any are passed over, and that is kept."""
    began = found.after
    for _ in range(_PASSED_AT_ONCE):
        limit = 1 if found.after < found.single_until else limits.batch_events
        with acting(reader):
            page = list_feed(scope=reader.scope, after=found.after, limit=limit, types=found.types)
        if page.rows:
            break
        found.after = page.next
        if not page.has_more:
            break
    if found.after != began:
        found.save(update_fields=["after"])
    return page if page.rows else None


def _new(found: Endpoint, kind: Kind, epoch: UUID, until: int, at: datetime) -> Delivery:
    made = uuid_utils.uuid7()
    return Delivery.objects.create(
        id=made, endpoint=found, kind=kind, message_id=f"msg_{made.hex}", epoch=epoch, after=found.after, until=until,
        first_at=at,
    )  # fmt: skip


def _events(delivery: Delivery, page: FeedPage | None, found: Endpoint, reader: Actor, at: datetime) -> list[str]:
    """What a message says, each event as JSON. Of events only such as the key may read now, at the second attempt as at the first."""
    if delivery.kind == Kind.TEST:
        return [_text(test_notice(message_id=delivery.pk, region=settings.REGION, at=at))]
    if delivery.kind == Kind.EPOCH:
        notice = epoch_notice(
            message_id=delivery.pk, region=settings.REGION, at=delivery.first_at, before=found.epoch,
            epoch=delivery.epoch, after=delivery.after,
        )  # fmt: skip
        return [_text(notice)]
    page = page or _page_of(delivery, found, reader)
    with acting(reader):
        if delivery.letter is not None:
            # After a restore the number may be another event's.
            rows = tuple(one for one in page.rows if one.id == str(delivery.letter.event_id))
            page = replace(page, rows=rows)
        people = len({one.retiree_id for one in page.rows} - {None})
        if people and not delivery.tries:
            note_people_read(actor=reader, at=at, people=people, action="exchange.events_sent", purpose="推送事件")
        return as_cloud_events(page)


def _text(event: CloudEvent) -> str:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _page_of(delivery: Delivery, found: Endpoint, reader: Actor) -> FeedPage:
    """The events of a message that the key may read now."""
    with acting(reader):
        return list_feed(
            scope=reader.scope, after=delivery.after, limit=max(delivery.until - delivery.after, 1),
            types=found.types, upto=delivery.until,
        )  # fmt: skip


def _recorded(delivery: Delivery, found: Endpoint, events: list[str], at: datetime, limits: Patience) -> Message:
    body = f"[{','.join(events)}]".encode()
    delivery.events, delivery.body_sha256 = len(events), hashlib.sha256(body).hexdigest()
    delivery.tries += 1
    delivery.save(update_fields=["events", "body_sha256", "tries"])
    return Message(delivery.pk, delivery.message_id, found.url, body, secrets_of(found, at), limits.answer_seconds)


def close_message(
    *, actor: Actor, at: datetime, message_id: UUID, status: int | None, failure: str, retry_after: int | None
) -> bool:
    """Record how an attempt ended and what follows from it; whether there may be more to send at once."""
    with acting(actor):
        sent = Delivery.objects.filter(pk=message_id, state=MessageState.OPEN).values_list("endpoint_id", flat=True)
        found = Endpoint.objects.select_for_update().filter(pk__in=list(sent)).first()
        delivery = Delivery.objects.filter(pk=message_id, state=MessageState.OPEN).select_related("letter").first()
        if found is None or delivery is None:
            return False
        is_once = delivery.kind in _ONCE
        failing = int((at - found.failing_since).total_seconds()) if found.failing_since and not is_once else 0
        tries = delivery.tries if delivery.kind == Kind.FEED and delivery.events == 1 else found.tries + 1
        tried = Tried(status, failure, retry_after, tries, delivery.events, failing)
        step = judge(tried, patience(timezone.localdate(at)), spread=random.randint(-100, 100))  # noqa: S311
        if step.code:
            _count_failure(found, step.code, at)
        if step.kind == StepKind.PUT_ASIDE:
            reader = list_key_actors(key_ids={found.key_id}, today=timezone.localdate(at)).get(found.key_id)
            refused = _page_of(delivery, found, reader).rows if reader is not None else ()
            put_aside(found, delivery, refused, step, at)
        return apply_step(found, delivery, step, at, status)


def _count_failure(found: Endpoint, code: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_failurecount (endpoint_id, day, code, tries) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (endpoint_id, day, code) DO UPDATE SET tries = exchange_failurecount.tries + 1",
            [found.pk, timezone.localdate(at), code],
        )
