"""Where people stand: their status and the place that holds them. Set-based, for acceptance, return and merged places."""

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

_SET_STATUS = sql.SQL(
    "UPDATE retirees_retiree SET status = %s, status_on = %s, lock_version = lock_version + 1"
    " WHERE id IN ({people}) AND status <> %s AND status NOT IN ('deceased', 'merged')"
)
_PLACE = (
    "UPDATE retirees_retiree r SET place_no = p.place_no, lock_version = r.lock_version + 1"
    " FROM pg_temp.retirees_placed p WHERE p.retiree_id = r.id"
)
_PLACED = sql.SQL(
    "SELECT retiree_id, enterprise_id, place_no, jsonb_build_object('from', before) AS data FROM pg_temp.retirees_placed"
)
_KEEP_MOVING = (
    "DELETE FROM pg_temp.retirees_placed p USING retirees_retiree r"
    " WHERE r.id = p.retiree_id AND r.place_no = p.place_no;"
    " UPDATE pg_temp.retirees_placed p SET before = r.place_no, enterprise_id = r.enterprise_id"
    " FROM retirees_retiree r WHERE r.id = p.retiree_id"
)


def set_status(*, act: Act, people: sql.Composable, status: RetireeStatus) -> int:
    """Give everybody in `people` (a SELECT of ids) a status from the act's day on; returns how many changed.

    The dead and the merged keep theirs. Adds no event: the caller's own says why (accepted, returned).
    """
    values = [status.value, act.stamp.occurred_on, status.value]
    with connection.cursor() as cursor:
        cursor.execute(_SET_STATUS.format(people=people), values)
        return cursor.rowcount


def set_places(*, act: Act, places: Mapping[UUID, int]) -> int:
    """Let a place hold each person from now on (person → place number); returns how many really moved.

    Search terms follow, and each who moved gets PLACE_CHANGED with the place before. Runs inside the caller's
    widening when a place lies outside its scope.
    """
    if not places:
        return 0
    frame = pl.DataFrame(
        {
            "retiree_id": pl.Series([one.bytes for one in places], dtype=pl.Binary),
            "place_no": pl.Series(list(places.values()), dtype=pl.Int32),
            "before": pl.Series([None] * len(places), dtype=pl.Int32),
            "enterprise_id": pl.Series([None] * len(places), dtype=pl.Int32),
        }
    )
    copy_frame(
        "retirees_placed", {"retiree_id": "uuid", "place_no": "int", "before": "int", "enterprise_id": "int"}, frame
    )
    terms_before = people_for_terms(list(places))
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_MOVING)
        cursor.execute(_PLACE)
    refresh_terms(terms_before)
    return act.emit_select(events.PLACE_CHANGED, _PLACED)
