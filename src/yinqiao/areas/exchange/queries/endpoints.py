"""Reads of endpoints: which an administrator looks after and how each stands; which of them the courier serves now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from yinqiao.areas.accounts.queries import list_key_actors, unit_of, within
from yinqiao.areas.accounts.types import Reach
from yinqiao.areas.exchange import errors
from yinqiao.areas.exchange.models import Endpoint, FailureCount
from yinqiao.areas.exchange.queries.feed import feed_end
from yinqiao.areas.exchange.rules import patience_of
from yinqiao.areas.exchange.types import (
    LONGEST_REST,
    EndpointRow,
    EndpointState,
    Failures,
    Outcome,
    Patience,
    PauseReason,
    Standing,
)
from yinqiao.platform.rulebook import rulebook

_COUNTED = timedelta(days=7)
# Of what is sent once, a test or an event sent again, not even a pause of the endpoint stands in the way.
_DUE = """
SELECT e.id FROM exchange_endpoint e,
    (SELECT coalesce(max(seq), 0) AS last FROM events_feed) AS f,
    (SELECT id FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1) AS p
WHERE e.state <> 'ended' AND (
    EXISTS (SELECT FROM exchange_delivery d WHERE d.endpoint_id = e.id AND d.state = 'open' AND d.kind IN ('test', 'replay'))
    OR e.state = 'active' AND (e.next_try_at IS NULL OR e.next_try_at <= %(at)s OR e.next_try_at > %(far)s) AND (
        e.after < f.last OR e.epoch <> p.id
        OR EXISTS (SELECT FROM exchange_delivery d WHERE d.endpoint_id = e.id AND d.state = 'open')))
ORDER BY e.id
"""
_WAITING_SINCE = """
SELECT f.seq - 1, e.recorded_at FROM events_feed f JOIN events_event e ON e.id = f.event_id WHERE f.seq = ANY (%s)
"""


def patience(today: date) -> Patience:
    """The rule of the day."""
    return patience_of(rulebook().get("exchange.webhook", region=settings.REGION, day=today).parameters)


def due_endpoints(*, at: datetime) -> list[UUID]:
    """The endpoints for which there may be something to send now; for the courier, which serves everybody."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"at": at, "far": at + LONGEST_REST})
        return [row[0] for row in cursor.fetchall()]


def list_endpoints(*, reach: Reach, at: datetime, text: str = "", standing: str = "") -> list[EndpointRow]:
    """The endpoints whose keys lie within reach, newest first; by a part of the name and by how they stand.

    Beside the standings there are `troubled` (failing so long that somebody has to look, paused by itself, or without
    a key that holds), `letters` (with events that were not handed over) and `silent`.
    """
    rows = _rows(_within(reach).filter(name__contains=text), at)
    return [one for one in rows if _is_wanted(one, standing, at)]


def get_endpoint(*, reach: Reach, endpoint_id: UUID, at: datetime) -> EndpointRow:
    """One endpoint within reach; NotFound otherwise, whether it exists or not."""
    found = _rows(_within(reach).filter(pk=endpoint_id), at)
    if not found:
        raise errors.endpoint_not_found()
    return found[0]


def list_failures(*, reach: Reach, endpoint_id: UUID, today: date) -> list[Failures]:
    """How many attempts failed within the last seven days, by reason, the most frequent first."""
    counts = FailureCount.objects.filter(endpoint__in=_within(reach), endpoint_id=endpoint_id, day__gt=today - _COUNTED)
    summed = counts.values("code").annotate(total=Sum("tries")).order_by("-total", "code")
    return [Failures(one["code"], _outcome_words(one["code"]), one["total"]) for one in summed]


def _within(reach: Reach) -> QuerySet[Endpoint]:
    return Endpoint.objects.filter(within(reach, "key__grant__"))


def _outcome_words(code: str) -> str:
    return next((one.label for one in Outcome if one.value == code), code)


def _is_wanted(row: EndpointRow, standing: str, at: datetime) -> bool:
    if standing == "letters":
        return row.letters > 0
    if standing == "silent":
        return row.is_silent
    if standing == "troubled":
        return _is_troubled(row, at)
    return not standing or row.standing == standing


def _is_troubled(row: EndpointRow, at: datetime) -> bool:
    if row.standing == Standing.GROUNDLESS:
        return True
    if row.state == EndpointState.PAUSED:
        return row.pause_reason != PauseReason.BY_HAND
    loud = timedelta(minutes=patience(timezone.localdate(at)).loud_minutes)
    return row.failing_since is not None and row.state == EndpointState.ACTIVE and row.failing_since <= at - loud


def _rows(endpoints: QuerySet[Endpoint], at: datetime) -> list[EndpointRow]:
    today = timezone.localdate(at)
    found = list(
        endpoints.select_related("key__grant__enterprise", "key__grant__division")
        .annotate(waiting=Count("letters", filter=Q(letters__state="waiting")))
        .order_by("-made_at", "-id")
    )
    holding = list_key_actors(key_ids={one.key_id for one in found}, today=today)
    _, last = feed_end()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING_SINCE, [[one.after + 1 for one in found]])
        since = dict(cursor.fetchall())
    silent = at - timedelta(days=patience(today).silent_days)
    return [_row(one, holds=one.key_id in holding, last=last, since=since, at=at, silent=silent) for one in found]


def _row(
    one: Endpoint, *, holds: bool, last: int, since: dict[int, datetime], at: datetime, silent: datetime
) -> EndpointRow:
    state = EndpointState(one.state)
    lag = max(last - one.after, 0) if state != EndpointState.ENDED else 0
    waited = int((at - since[one.after]).total_seconds()) if lag and one.after in since else 0
    is_silent = state == EndpointState.ACTIVE and max(one.last_success_at or one.made_at, one.made_at) < silent
    return EndpointRow(
        one.pk, one.name, one.url, tuple(one.types), one.key.name, unit_of(one.key.grant), state,
        _standing(one, state, holds=holds), one.pause_reason, lag, max(waited, 0), one.last_success_at,
        one.last_tried_at, one.last_code, one.failing_since, one.next_try_at, one.tries, getattr(one, "waiting", 0), is_silent,
        one.old_until, one.made_at, one.after,
    )  # fmt: skip


def _standing(one: Endpoint, state: EndpointState, *, holds: bool) -> Standing:
    if state == EndpointState.ENDED:
        return Standing.ENDED
    if not holds:
        return Standing.GROUNDLESS
    if state == EndpointState.PAUSED:
        return Standing.PAUSED
    return Standing.FAILING if one.failing_since is not None else Standing.GOOD
