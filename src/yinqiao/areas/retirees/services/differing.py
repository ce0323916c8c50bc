"""Writes what differs between a frame of known people and the register, in one statement."""

from __future__ import annotations

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.retirees.services.columns import FACTS_COLUMN, INDEXES, PLAIN
from yinqiao.areas.retirees.types import Source
from yinqiao.platform.acts import Subject
from yinqiao.platform.database.bulk import selectable

_ALWAYS = {"retiree_id": "uuid", "since": "date", FACTS_COLUMN: "bytea", "facts_changed": "text"}


def write_differing(frame: pl.DataFrame, source: Source) -> list[Subject]:
    """Write what is told and differs; who changed, with the names of the fields."""
    columns = _ALWAYS | {n: kind for n, kind in (PLAIN | INDEXES).items() if frame[n].null_count() < frame.height}
    told = [name for name in columns if name not in _ALWAYS]
    people, values = selectable("retirees_changes", columns, frame)
    statement = _CHANGE.format(
        people=people,
        fields=sql.SQL(", ").join(_DIFFERS.format(sql.Identifier(n), sql.Literal(n)) for n in told if n in PLAIN),
        columns=sql.SQL("").join(_TAKEN.format(sql.Identifier(name)) for name in told),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, source.value])
        return [Subject(who, firm, place, data={"fields": fields}) for who, firm, place, fields in cursor.fetchall()]


_DIFFERS = sql.SQL("CASE WHEN c.{0} IS NOT NULL AND c.{0} IS DISTINCT FROM r.{0} THEN {1}::text END")
_TAKEN = sql.SQL("{0} = coalesce(d.{0}, r.{0}), ")
_CHANGE = sql.SQL("""
WITH c AS MATERIALIZED (SELECT * FROM {people}),
d AS MATERIALIZED (
  SELECT n.*, (SELECT jsonb_object_agg(one, jsonb_build_array(%s::text, since)) FROM unnest(fields) AS one) AS sources
  FROM (SELECT c.*, array_remove(ARRAY[{fields}]::text[], NULL)
      || coalesce(string_to_array(c.facts_changed, ','), '{{}}') AS fields
    FROM c JOIN retirees_retiree r ON r.id = c.retiree_id) AS n
  WHERE cardinality(fields) > 0),
f AS (UPDATE retirees_sealedfacts s SET facts = d.facts FROM d WHERE s.retiree_id = d.retiree_id AND d.facts IS NOT NULL)
UPDATE retirees_retiree r SET {columns} facts_digest = coalesce(sha256(d.facts), r.facts_digest),
  sources = r.sources || d.sources, lock_version = r.lock_version + 1
FROM d WHERE r.id = d.retiree_id RETURNING r.id, r.enterprise_id, r.place_no, d.fields
""")
