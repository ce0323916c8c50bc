"""Where a person stands and who holds them: the part of the register that the handover writes, set-based.

Called inside the handover's act, which has checked its scope and widened where the person leaves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.retirees import events
from yinqiao.areas.retirees.services.changes import refresh_terms
from yinqiao.areas.retirees.services.terms import people_for_terms
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame

_STATUS = sql.SQL(
    "UPDATE retirees_retiree r SET status = %s, status_on = %s, lock_version = r.lock_version + 1"
    " WHERE r.id = ANY (ARRAY({people})) AND r.status <> %s AND r.status NOT IN ('deceased', 'merged')"
)
_PLACE = (
    "UPDATE retirees_retiree r SET place_no = p.place_no, lock_version = r.lock_version + 1"
    " FROM pg_temp.retirees_new_places p WHERE r.id = p.retiree_id AND r.place_no <> p.place_no"
)


def set_status(*, act: Act, people: sql.Composable, status: RetireeStatus) -> int:
    """Set the status of everybody in the SELECT `people` (column `retiree_id`); returns how many changed.

    The dead stay dead and the merged merged: they are passed over.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATUS.format(people=people), [status.value, act.stamp.occurred_on, status.value])
        return cursor.rowcount


def set_places(*, act: Act, places: Mapping[UUID, int]) -> int:
    """Move people to places (person → place number), their search terms with them; returns how many moved."""
    if not places:
        return 0
    before = people_for_terms(list(places))
    frame = pl.DataFrame(
        {
            "retiree_id": pl.Series([one.bytes for one in places], dtype=pl.Binary),
            "place_no": pl.Series(list(places.values()), dtype=pl.Int32),
        }
    )
    copy_frame("retirees_new_places", {"retiree_id": "uuid", "place_no": "int"}, frame)
    with connection.cursor() as cursor:
        cursor.execute(_PLACE)
        moved = cursor.rowcount
    refresh_terms(before)
    return moved


_MERGED = (
    "SELECT r.id, (e.data ->> 'to')::int FROM events_event e"
    " JOIN retirees_retiree r ON r.place_no = (e.data ->> 'from')::int"
    " WHERE e.act_id = %s AND e.type = 'organisations.place_merged'"
)
_FOLLOWED = sql.SQL(
    "SELECT r.id AS retiree_id, r.enterprise_id, r.place_no, '{}'::jsonb AS data"
    " FROM pg_temp.retirees_new_places p JOIN retirees_retiree r ON r.id = p.retiree_id"
)


def follow_merged_places(*, act: Act) -> int:
    """Move the people of places that this act merged into others; each gets PLACE_CHANGED. Returns how many moved.

    The act runs over the whole city, so no widening is needed. A second run finds nobody left in the old place.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MERGED, [act.id])
        moves = dict(cursor.fetchall())
    moved = set_places(act=act, places=moves)
    if moved:
        act.emit_select(events.PLACE_CHANGED, _FOLLOWED)
    return moved
