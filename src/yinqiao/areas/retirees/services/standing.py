"""Where people stand: their status and the place that holds them. Set-based, for acceptance, return and merged places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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

_SET_STATUS = (
    "UPDATE retirees_retiree SET status = %s, status_on = %s, lock_version = lock_version + 1"
    " WHERE id = ANY (%s::uuid[]) AND status <> %s AND status NOT IN ('deceased', 'merged')"
)
_PLACE = (
    "UPDATE retirees_retiree r SET place_no = p.place_no, lock_version = r.lock_version + 1"
    " FROM pg_temp.retirees_placed p WHERE p.retiree_id = r.id AND r.place_no <> p.place_no"
)
_PLACED = sql.SQL(
    "SELECT r.id AS retiree_id, r.enterprise_id, r.place_no, '{}'::jsonb AS data"
    " FROM pg_temp.retirees_placed p JOIN retirees_retiree r ON r.id = p.retiree_id"
)


def set_status(*, act: Act, ids: Sequence[UUID], status: RetireeStatus, status_on: date) -> int:
    """Give people a status from a day on; the dead and the merged keep theirs. Returns how many changed.

    The caller's own event says why (accepted, returned); this adds none.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SET_STATUS, [status.value, status_on, list(ids), status.value])
        return cursor.rowcount


def place_people(*, act: Act, places: pl.DataFrame) -> int:
    """Move people to the place that holds them from now on (`retiree_id` as 16 bytes, `place_no`).

    Search terms follow, each person gets PLACE_CHANGED. Needs the caller's widening when a place lies outside its
    scope. Returns how many rows the frame has.
    """
    copy_frame("retirees_placed", {"retiree_id": "uuid", "place_no": "int"}, places)
    before = people_for_terms([UUID(bytes=one) for one in places.get_column("retiree_id").to_list()])
    with connection.cursor() as cursor:
        cursor.execute(_PLACE)
    refresh_terms(before)
    return act.emit_select(events.PLACE_CHANGED, _PLACED)
