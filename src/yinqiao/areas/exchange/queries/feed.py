"""The feed of events as a scope may read it: by the dense numbers of the sequencer, so that nothing is skipped."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.exchange import errors
from yinqiao.areas.exchange.rules import as_cloud_event
from yinqiao.areas.exchange.types import CloudEvent, FeedPage, FeedRow
from yinqiao.areas.organisations.queries import places, uscc_by_id
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Scope
from yinqiao.platform.events.registry import all_types, label_of, quiet_codes, withheld_codes

# So many numbers are looked at for one page: a page costs the same however far into the feed, and however little of it
# the reader may see. A page that ends there is empty or short, and says where to go on.
LOOKED_AT = 10_000

_STATE = """
SELECT (SELECT id FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1), coalesce(max(seq), 0) FROM events_feed
"""
# An event is seen by who sees the person today; one about no person, by whose place or enterprise it names. That
# somebody is a party member is told to no programme.
_PAGE = """
SELECT f.seq, e.id, e.type, e.version, e.retiree_id, e.subject_id, e.enterprise_id, e.place_no, e.occurred_on,
       e.recorded_at, e.act_id, e.actor_unit, (e.data -> 'fields')::text, e.data ->> 'source'
FROM events_feed f
JOIN events_event e ON e.id = f.event_id
LEFT JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE f.seq > %(after)s AND f.seq <= %(until)s AND (e.is_shared OR NOT %(is_enterprise)s)
  AND e.type <> ALL (%(withheld)s) AND (e.type = ANY (%(types)s) OR cardinality(%(types)s::text[]) = 0)
  AND CASE WHEN e.retiree_id IS NULL
      THEN (e.place_no >= %(low)s AND e.place_no < %(high)s) OR e.enterprise_id = ANY (%(enterprises)s)
      ELSE (r.place_no >= %(low)s AND r.place_no < %(high)s) OR r.enterprise_id = ANY (%(enterprises)s) END
ORDER BY f.seq LIMIT %(limit)s
"""
_COLUMNS = (
    "seq", "id", "type", "version", "retiree_id", "subject_id", "enterprise_id", "place_no", "occurred_on",
    "recorded_at", "act_id", "office", "fields", "source",
)  # fmt: skip


def list_feed(
    *,
    scope: Scope,
    after: int,
    limit: int,
    epoch: UUID | None = None,
    types: Collection[str] = (),
    upto: int | None = None,
) -> FeedPage:
    """The events after number `after` that the scope may see, at most `limit`, and where to go on.

    With `types` those alone, with `upto` none beyond that number. Invalid `exchange.unknown_types` for a type that
    programmes are not told.

    Conflict `exchange.feed_began_anew` when `epoch` is not the present one, or `after` lies beyond the end: the
    register was restored since. An enterprise reads what is shared with it, without places, offices and content.
    """
    if not told_types().keys() >= set(types):
        raise errors.unknown_types()
    with connection.cursor() as cursor:
        # The end first: whatever is numbered after this look lies beyond it, and nothing before it is still to come.
        cursor.execute(_STATE)
        present, last = cursor.fetchone()
        if (epoch is not None and epoch != present) or after > last:
            raise errors.feed_began_anew()
        until = min(after + LOOKED_AT, last if upto is None else min(last, upto))
        values = {
            "after": after, "until": until, "is_enterprise": scope.is_enterprise, "low": scope.place_from,
            "high": scope.place_to, "enterprises": list(scope.enterprises), "limit": limit,
            "withheld": [*withheld_codes(), *quiet_codes()], "types": list(types),
        }  # fmt: skip
        cursor.execute(_PAGE, values)
        rows = tuple(_row(scope, one) for one in cursor.fetchall())
    following = rows[-1].seq if len(rows) == limit else until
    return FeedPage(present, rows, following, following < last)


def feed_end() -> tuple[UUID, int]:
    """The present epoch, and the number of the newest event."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        epoch, last = cursor.fetchone()
    return epoch, last


def told_types() -> dict[str, EventType]:
    """The types of which programmes are told, by code."""
    hidden = {*withheld_codes(), *quiet_codes()}
    return {kind.code: kind for kind in all_types() if kind.code not in hidden}


def as_cloud_events(page: FeedPage) -> list[CloudEvent]:
    """The events of a page as they look outside."""
    usccs = uscc_by_id({one.enterprise_id for one in page.rows if one.enterprise_id is not None})
    by_no = places().by_no
    return [
        as_cloud_event(
            one, region=settings.REGION, epoch=page.epoch, label=label_of(one.type),
            uscc=usccs.get(one.enterprise_id or 0),
            division_code=by_no[one.place_no].code if one.place_no is not None and one.place_no in by_no else None,
        )
        for one in page.rows
    ]  # fmt: skip


def _row(scope: Scope, values: tuple[Any, ...]) -> FeedRow:
    """One event as the scope may read it. Of its content the names of fields and the source, never a value."""
    one = dict(zip(_COLUMNS, values, strict=True))
    if scope.is_enterprise:
        # As on the person's page: the office that acted is where the person lives.
        one |= {"place_no": None, "fields": "[]", "source": ""}
        one["office"] = one["office"] if one["office"] == scope.label else ""
    return FeedRow(**{**one, "fields": tuple(json.loads(one["fields"] or "[]")), "source": one["source"] or ""})
