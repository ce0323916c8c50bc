"""What others tell of certifications and pay, hundreds at once: each row gets its answer, none stops the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.certification import events
from yinqiao.areas.certification.services.judging import judge, settle
from yinqiao.areas.certification.types import Entry, Origin, Outcome, PayChange, Result, Told
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import copy_frame
from yinqiao.platform.faults import killpoint

_COLUMNS = {"no": "int", "retiree_id": "uuid", "day": "date", "method": "text", "origin": "text", "reference": "text"}
# CASE and not coalesce: only what row-level security takes for harmless may look an index up.
_PEOPLE = sql.SQL(
    "SELECT CASE WHEN r.merged_into_id IS NULL THEN r.id ELSE r.merged_into_id END"
    " FROM pg_temp.certification_told t JOIN retirees_retiree r ON r.id = t.retiree_id"
)
_LOCK = sql.SQL("SELECT 1 FROM certification_clock WHERE retiree_id = ANY (ARRAY({})) ORDER BY retiree_id FOR UPDATE")
# A row is told again when the same number, or without a number the same day and method, stands for the same person.
_SORTED = """
CREATE TEMP TABLE certification_sorted ON COMMIT DROP AS
SELECT t.no, r.id AS retiree_id, r.enterprise_id, r.place_no, t.day, t.method, t.origin, t.reference, r.died_on,
    c.certified_on, CASE
    WHEN r.id IS NULL THEN 'unknown'
    WHEN k.id IS NOT NULL THEN CASE WHEN k.retiree_id IN (r.id, t.retiree_id) AND k.day = t.day THEN 'repeated' ELSE 'reference_taken' END
    WHEN t.day > %(today)s THEN 'future'
    WHEN t.day < r.born_on THEN 'too_early'
    WHEN r.status = 'deceased' AND t.day > r.died_on AND %(entry)s = 'result' THEN 'contradicts_death'
    WHEN c.retiree_id IS NULL OR c.why IN ('deceased', 'left') THEN 'not_ours'
    WHEN t.reference = '' AND EXISTS (SELECT 1 FROM certification_record x WHERE x.retiree_id = r.id AND x.entry = %(entry)s
        AND x.day = t.day AND x.method = t.method AND x.origin = t.origin
        AND NOT EXISTS (SELECT 1 FROM certification_record v WHERE v.undoes_id = x.id)) THEN 'repeated'
    ELSE 'applied' END AS told
FROM pg_temp.certification_told t
LEFT JOIN retirees_retiree g ON g.id = t.retiree_id
LEFT JOIN retirees_retiree r ON r.id = CASE WHEN g.merged_into_id IS NULL THEN g.id ELSE g.merged_into_id END
LEFT JOIN certification_clock c ON c.retiree_id = r.id
LEFT JOIN certification_record k ON k.reference <> '' AND k.reference = t.reference AND k.origin = t.origin AND k.entry = %(entry)s
"""
_KEEP = """
INSERT INTO certification_record (retiree_id, entry, day, method, origin, reference, author_name, author_unit)
SELECT retiree_id, %(entry)s, day, method, origin, reference, %(name)s, %(unit)s
FROM pg_temp.certification_sorted WHERE told = 'applied' ORDER BY no
"""
# After all days are settled: what another day of the record outranks moved nothing.
_OUTRANKED = """
UPDATE pg_temp.certification_sorted s SET told = 'older' FROM certification_clock c
WHERE s.told = 'applied' AND c.retiree_id = s.retiree_id AND c.certified_on > s.day
"""
_TOLD = sql.SQL(
    "SELECT retiree_id, enterprise_id, place_no, jsonb_build_object('day', day, 'method', method, 'origin', origin) AS data"
    " FROM pg_temp.certification_sorted WHERE told = 'applied'"
)
_ANSWERS = "SELECT no, told, died_on FROM pg_temp.certification_sorted ORDER BY no"


def record_results(*, actor: Actor, at: datetime, rows: Sequence[Result]) -> list[Outcome]:
    """Record certifications that others tell, one outcome for each row in its order.

    The later day wins, an older one is kept and moves no clock; what was told before is told once. A day after a recorded
    death is not applied: the outcome names both claims, for a person to decide.
    """
    with perform(actor=actor, action="certification.record_results", at=at) as act:
        return take_results(act=act, rows=rows)


def take_results(*, act: Act, rows: Sequence[Result]) -> list[Outcome]:
    """The same inside an act of a room that received them."""
    told = [(one.retiree_id, one.day, one.method.value, one.origin.value, one.reference.strip()) for one in rows]
    return _record(act, Entry.RESULT, told)


def record_suspensions(*, actor: Actor, at: datetime, rows: Sequence[PayChange]) -> list[Outcome]:
    """Human resources tell whose pay is suspended since when: the community helps these to certify. We never suspend."""
    with perform(actor=actor, action="certification.record_suspensions", at=at) as act:
        return take_pay(act=act, entry=Entry.SUSPENSION, rows=rows)


def record_resumptions(*, actor: Actor, at: datetime, rows: Sequence[PayChange]) -> list[Outcome]:
    """Human resources tell whose pay goes on."""
    with perform(actor=actor, action="certification.record_resumptions", at=at) as act:
        return take_pay(act=act, entry=Entry.RESUMPTION, rows=rows)


def take_pay(*, act: Act, entry: Entry, rows: Sequence[PayChange]) -> list[Outcome]:
    """Suspensions or resumptions inside an act of a room that received them."""
    return _record(act, entry, _of_pay(rows))


def _of_pay(rows: Sequence[PayChange]) -> list[tuple[Any, ...]]:
    return [(one.retiree_id, one.day, "", Origin.HUMAN_RESOURCES.value, one.reference.strip()) for one in rows]


_EVENTS = {Entry.RESULT: events.CERTIFIED, Entry.SUSPENSION: events.SUSPENDED, Entry.RESUMPTION: events.RESUMED}


def _record(act: Act, entry: Entry, rows: Sequence[tuple[Any, ...]]) -> list[Outcome]:
    """Sort the rows, keep what applies, settle the clocks, tell the timelines."""
    early, left = _told_twice(rows)
    _copy(left)
    people = _PEOPLE
    judge(act, people)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(people))
        cursor.execute("DROP TABLE IF EXISTS pg_temp.certification_sorted")
        facts: dict[str, Any] = {
            "today": act.stamp.occurred_on,
            "entry": entry.value,
            "name": act.actor.name,
            "unit": act.actor.unit,
        }
        cursor.execute(_SORTED, facts)
        cursor.execute(_KEEP, facts)
        act.people = cursor.rowcount
        killpoint("certification.record_before_settling")
        settle(act, people)
        if entry is Entry.RESULT:
            cursor.execute(_OUTRANKED)
        cursor.execute(_ANSWERS)
        answers = [_outcome(no, told, dict(left)[no][1], died_on) for no, told, died_on in cursor.fetchall()]
    act.emit_select(_EVENTS[entry], _TOLD)
    counted = [*early, *answers]
    act.note(rows=len(rows), **{told.value: n for told in Told if (n := sum(one.told is told for one in counted))})
    return sorted(counted, key=lambda one: one.no)


def _outcome(no: int, told: str, day: date, died_on: date | None) -> Outcome:
    claims = (
        (f"告知：{day:%Y-%m-%d} 已认证", f"登记：{died_on:%Y-%m-%d} 死亡")
        if told == Told.CONTRADICTS_DEATH and died_on
        else ()
    )
    return Outcome(no, next(one for one in Told if one.value == told), claims)


def _told_twice(rows: Sequence[tuple[Any, ...]]) -> tuple[list[Outcome], list[tuple[int, tuple[Any, ...]]]]:
    """What one batch tells twice, and the rows that are left with their positions."""
    seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    early, left = [], []
    for no, row in enumerate(rows):
        retiree_id, day, method, origin, reference = row
        key = (origin, reference) if reference else (retiree_id, day, method, origin)
        if key in seen:
            is_same = seen[key] == (retiree_id, day)
            early.append(Outcome(no, Told.REPEATED if is_same else Told.REFERENCE_TAKEN))
        else:
            seen[key] = (retiree_id, day)
            left.append((no, row))
    return early, left


def _copy(rows: Sequence[tuple[int, tuple[Any, ...]]]) -> None:
    columns = list(zip(*(row for _, row in rows), strict=True)) or [()] * 5
    frame = pl.DataFrame(
        {
            "no": pl.Series([no for no, _ in rows], dtype=pl.Int32),
            "retiree_id": pl.Series([one.bytes for one in columns[0]], dtype=pl.Binary),
            "day": pl.Series(columns[1], dtype=pl.Date),
            **{
                name: pl.Series(columns[at], dtype=pl.String)
                for at, name in ((2, "method"), (3, "origin"), (4, "reference"))
            },
        }
    )
    copy_frame("certification_told", _COLUMNS, frame)
    with connection.cursor() as cursor:
        # The planner should know whether these are a hundred or a whole city.
        cursor.execute("ANALYZE pg_temp.certification_told")
