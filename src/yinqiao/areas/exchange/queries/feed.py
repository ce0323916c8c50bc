"""The feed of events as a scope may read it: by the dense numbers of the sequencer, so that nothing is skipped."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import connection

from yinqiao.areas.exchange import errors
from yinqiao.areas.exchange.rules import event_text, item_text
from yinqiao.areas.exchange.types import FeedPage, FeedRow
from yinqiao.areas.organisations.queries import places, uscc_by_id
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import Scope
from yinqiao.platform.events.registry import all_types, label_of, parting_codes, quiet_codes, withheld_codes

# So many numbers are looked at for one page: a page costs the same however far into the feed, and however little of it
# the reader may see. A page that ends there is empty or short, and says where to go on.
LOOKED_AT = 10_000

_STATE = """
SELECT (SELECT id FROM events_epoch ORDER BY began_at DESC, id DESC LIMIT 1), coalesce(max(seq), 0) FROM events_feed
"""
# An event is seen by who sees the person today; one about no person, by whose place or enterprise it names, and so is
# that a person has left a place. That somebody is a party member is told to no programme.
_PAGE = """
SELECT f.seq, e.id::text, e.type, e.version, e.retiree_id::text, e.subject_id::text, e.enterprise_id, e.place_no,
       to_char(e.occurred_on, 'YYYY-MM-DD'), to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       e.act_id::text, e.actor_unit, coalesce((e.data -> 'fields')::text, '[]'), coalesce(e.data ->> 'source', '')
FROM events_feed f
JOIN events_event e ON e.id = f.event_id
LEFT JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE f.seq > %(after)s AND f.seq <= %(until)s AND (e.is_shared OR NOT %(is_enterprise)s)
  AND e.type <> ALL (%(withheld)s) AND (e.type = ANY (%(types)s) OR cardinality(%(types)s::text[]) = 0)
  AND CASE WHEN e.retiree_id IS NULL OR r.id IS NULL AND e.type = ANY (%(partings)s)
      THEN (e.place_no >= %(low)s AND e.place_no < %(high)s) OR e.enterprise_id = ANY (%(enterprises)s)
      ELSE (r.place_no >= %(low)s AND r.place_no < %(high)s) OR r.enterprise_id = ANY (%(enterprises)s) END
ORDER BY f.seq LIMIT %(limit)s
"""


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
            "withheld": [*withheld_codes(), *quiet_codes()], "types": list(types), "partings": parting_codes(),
        }  # fmt: skip
        cursor.execute(_PAGE, values)
        rows = tuple(FeedRow(*one) for one in cursor.fetchall())
    rows = tuple(_as_enterprise(scope, one) for one in rows) if scope.is_enterprise else rows
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


def as_cloud_events(page: FeedPage) -> list[str]:
    """The events of a page as they look outside, each as JSON."""
    return _written(page, partial(event_text, region=settings.REGION, epoch=page.epoch))


def as_items(page: FeedPage) -> list[str]:
    """The events of a page as its own form has them, each as JSON."""
    return _written(page, item_text)


def _written(page: FeedPage, write: Callable[..., str]) -> list[str]:
    """Each event by `write`, with the words of its type and the codes of its enterprise and place."""
    usccs = uscc_by_id({one.enterprise_id for one in page.rows if one.enterprise_id is not None})
    labels = {kind: label_of(kind) for kind in {one.type for one in page.rows}}
    by_no = places().by_no
    codes = {no: by_no[no].code for no in {one.place_no for one in page.rows} if no is not None and no in by_no}
    return [
        write(
            one,
            label=labels[one.type],
            uscc=usccs.get(one.enterprise_id or 0),
            division_code=codes.get(one.place_no or 0),
        )
        for one in page.rows
    ]


def _as_enterprise(scope: Scope, row: FeedRow) -> FeedRow:
    """As on the person's page: the office that acted is where the person lives. Names of fields and source stay here."""
    return row._replace(place_no=None, fields="[]", source="", office=row.office if row.office == scope.label else "")
