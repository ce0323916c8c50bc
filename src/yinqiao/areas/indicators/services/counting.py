"""Counting measures: everything from scratch, or what a few places and enterprises come to; only differences are written.

A measure is one SELECT whichever way it is counted, so that both ways come to the same. What differs from what is kept is
added to the place itself, to every place above it and to the enterprise: whole numbers, so that sums stay exact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from yinqiao.areas.indicators.types import Kind, Measure, Walls

_LOCK = 7_305_083
_FRESH = """
CREATE TEMP TABLE indicators_fresh
  (measure text NOT NULL, place_no int NOT NULL, enterprise_id int NOT NULL, month date NOT NULL, amount bigint NOT NULL)
  ON COMMIT DROP
"""
_ONE = sql.SQL("""
INSERT INTO pg_temp.indicators_fresh (measure, place_no, enterprise_id, month, amount)
SELECT {measure}, m.place_no, m.enterprise_id, {month}, m.amount FROM ({select}) AS m
WHERE m.place_no > 0 AND m.amount <> 0 AND {within}
""")
_APPLY = """
WITH fresh AS (
  SELECT measure, 0::smallint AS axis, place_no AS ref, month, sum(amount) AS amount FROM pg_temp.indicators_fresh
  WHERE %(all)s OR place_no = ANY (%(places)s) GROUP BY 1, 3, 4
  UNION ALL
  SELECT measure, 2::smallint, enterprise_id, month, sum(amount) FROM pg_temp.indicators_fresh
  WHERE enterprise_id > 0 AND (%(all)s OR enterprise_id = ANY (%(enterprises)s)) GROUP BY 1, 3, 4
), kept AS (
  SELECT measure, axis, ref, month, amount FROM indicators_figure
  WHERE measure = ANY (%(measures)s) AND (month = %(month)s OR measure = ANY (%(flows)s))
    AND ((axis = 0 AND (%(all)s OR ref = ANY (%(places)s))) OR (axis = 2 AND (%(all)s OR ref = ANY (%(enterprises)s))))
), moved AS (
  SELECT measure, axis, ref, month, coalesce(fresh.amount, 0) - coalesce(kept.amount, 0) AS delta
  FROM fresh FULL JOIN kept USING (measure, axis, ref, month)
  WHERE coalesce(fresh.amount, 0) <> coalesce(kept.amount, 0)
), spread AS (
  SELECT measure, axis, ref, month, delta FROM moved
  UNION ALL
  SELECT m.measure, 1::smallint, d.place_no, m.month, sum(m.delta)
  FROM moved m JOIN organisations_division d ON m.axis = 0 AND m.ref >= d.place_no AND m.ref < d.place_end
  GROUP BY 1, 3, 4 HAVING sum(m.delta) <> 0
)
INSERT INTO indicators_figure AS f (measure, axis, ref, month, amount, told, walls)
SELECT measure, axis, ref, month, delta, CASE WHEN month < %(closed)s THEN 0 END,
  CASE WHEN measure = ANY (%(party)s) THEN 'party' WHEN measure = ANY (%(placed)s) THEN 'place' ELSE '' END
FROM spread
ON CONFLICT (measure, axis, ref, month) DO UPDATE SET amount = f.amount + excluded.amount
"""
_ABOVE = """
WITH fresh AS (
  SELECT f.measure, d.place_no AS ref, f.month, sum(f.amount) AS amount, max(f.walls) AS walls
  FROM indicators_figure f JOIN organisations_division d ON f.ref >= d.place_no AND f.ref < d.place_end
  WHERE f.axis = 0 GROUP BY 1, 2, 3
), kept AS (SELECT measure, ref, month, amount, walls FROM indicators_figure WHERE axis = 1)
INSERT INTO indicators_figure AS f (measure, axis, ref, month, amount, told, walls)
SELECT measure, 1, ref, month, coalesce(fresh.amount, 0), CASE WHEN month < %(closed)s THEN 0 END,
  coalesce(fresh.walls, kept.walls)
FROM fresh FULL JOIN kept USING (measure, ref, month) WHERE coalesce(fresh.amount, 0) <> coalesce(kept.amount, 0)
ON CONFLICT (measure, axis, ref, month) DO UPDATE SET amount = excluded.amount
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """Where to count: these places and enterprises, or everywhere."""

    places: frozenset[int] = frozenset()
    enterprises: frozenset[int] = frozenset()
    is_all: bool = False


def count(found: Collection[Measure], touched: Touched, *, day: date, closed_before: date) -> int:
    """Count measures for a day and write what differs; returns how many figures changed.

    The transaction reaches everybody. One count at a time: whoever counts beside another would add a difference twice.
    """
    month = day.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_FRESH)
        for one in found:
            cursor.execute(_statement(one, touched), {"day": day, "month": month, **_where(touched)})
        cursor.execute(_APPLY, {"closed": closed_before, "month": month, **_where(touched), **_names(found)})
        changed = cursor.rowcount
        cursor.execute("DROP TABLE pg_temp.indicators_fresh")
    return changed


def sum_above(*, closed_before: date) -> int:
    """Sum what every place holds with all below it from the places themselves; returns how many sums were otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_ABOVE, {"closed": closed_before})
        return cursor.rowcount


def _statement(one: Measure, touched: Touched) -> sql.Composed:
    within = "true" if touched.is_all else "(m.place_no = ANY (%(places)s) OR m.enterprise_id = ANY (%(enterprises)s))"
    month = "m.month" if one.kind is Kind.FLOW else "%(month)s"
    return _ONE.format(
        measure=sql.Literal(one.id), month=sql.SQL(month), select=sql.SQL(one.sql), within=sql.SQL(within)
    )  # fmt: skip


def _where(touched: Touched) -> dict[str, Any]:
    return {"all": touched.is_all, "places": sorted(touched.places), "enterprises": sorted(touched.enterprises)}


def _names(found: Iterable[Measure]) -> dict[str, list[str]]:
    ids = list(found)
    return {
        "measures": [one.id for one in ids],
        "flows": [one.id for one in ids if one.kind is Kind.FLOW],
        "party": [one.id for one in ids if one.walls is Walls.PARTY],
        "placed": [one.id for one in ids if one.walls is Walls.PLACE],
    }
