"""Where everybody's clock stands: from the record the days, from register, day and rule the state. One statement for all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yinqiao.areas.certification import events
from yinqiao.areas.certification.queries.rule import cycle_on, due_sql, first_due_sql, first_on, state_sql
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import one_by_one
from yinqiao.platform.faults import killpoint

# Only what differs: who is managed and has no clock, and whose clock stands elsewhere than it should.
_DIFFERING = sql.SQL("""
DROP TABLE IF EXISTS pg_temp.certification_changes;
CREATE TEMP TABLE certification_changes ON COMMIT DROP AS
SELECT r.id AS retiree_id, r.enterprise_id, r.place_no, c.state AS before, c.why AS why_before, w.why, d.due_on, s.state
FROM retirees_retiree r LEFT JOIN certification_clock c ON c.retiree_id = r.id
CROSS JOIN LATERAL (SELECT {why} AS why) AS w
CROSS JOIN LATERAL (SELECT coalesce(c.due_on, {first}) AS due_on) AS d
CROSS JOIN LATERAL (SELECT {state} AS state) AS s
WHERE {people} AND CASE WHEN c.retiree_id IS NULL THEN w.why IN ('', 'not_drawing')
    ELSE c.state <> s.state OR c.why <> w.why END
""")
_WHY = sql.SQL(
    "CASE WHEN r.status = 'deceased' THEN 'deceased' WHEN r.status <> 'managed' AND NOT ({held} AND r.status <> 'merged')"
    " THEN 'left' WHEN r.retired_on > {today} THEN 'not_drawing' ELSE '' END"
)
_BEGIN = """
INSERT INTO certification_clock (retiree_id, begun_on, due_on, state, why, state_on)
SELECT retiree_id, %(today)s, due_on, state, why, %(today)s FROM pg_temp.certification_changes WHERE before IS NULL
ON CONFLICT (retiree_id) DO NOTHING
"""
# The same for people who are all held, without those who have a clock. No temporary table: another connection may do it,
# which is prepared afterwards.
_NEWCOMERS = sql.SQL("""
WITH begun AS (
    INSERT INTO certification_clock (retiree_id, begun_on, due_on, state, why, state_on)
    SELECT r.id, {today}, d.due_on, s.state, w.why, {today} FROM retirees_retiree r
    CROSS JOIN LATERAL (SELECT {why} AS why) AS w
    CROSS JOIN LATERAL (SELECT {first} AS due_on) AS d
    CROSS JOIN LATERAL (SELECT {state} AS state) AS s
    WHERE r.id = ANY (ARRAY({people})) AND r.id <> ALL ({known}::uuid[]) AND w.why IN ('', 'not_drawing')
    {conflict} RETURNING retiree_id, state)
SELECT array_agg(retiree_id)::text FROM begun WHERE state NOT IN ('valid', 'not_required')
""")
_UNLESS_BEGUN = sql.SQL("ON CONFLICT (retiree_id) DO NOTHING")
_OF_CLOCKS = sql.SQL(
    "SELECT c.retiree_id, r.enterprise_id, r.place_no,"
    " jsonb_build_object('due_on', c.due_on, 'state', c.state, 'why', c.why) AS data"
    " FROM certification_clock c JOIN retirees_retiree r ON r.id = c.retiree_id"
    " WHERE c.retiree_id = ANY ({people}::uuid[]) AND {condition}"
)
_MOVE = """
UPDATE certification_clock c SET state = k.state, why = k.why, state_on = %(today)s
FROM pg_temp.certification_changes k WHERE c.retiree_id = k.retiree_id AND c.state = k.before AND c.why = k.why_before
"""
_MOVED = sql.SQL(
    "SELECT retiree_id, enterprise_id, place_no, jsonb_build_object('due_on', due_on, 'state', state, 'why', why) AS data"
    " FROM pg_temp.certification_changes WHERE {}"
)
_TOLD: tuple[tuple[EventType, str], ...] = (
    (events.DUE, "state IN ('due_60', 'due_30', 'due_7')"),
    (events.OVERDUE, "state = 'overdue'"),
    (events.ENDED, "why <> '' AND why_before = ''"),
    (events.CONTINUED, "why = '' AND why_before <> ''"),
)
_PRESSING = tuple((kind, f"c.{condition}") for kind, condition in _TOLD[:2])


def judge(act: Act, people: sql.Composable | None = None, *, are_held: bool = False) -> int:
    """Let the clocks of these people (a SELECT of `retiree_id`; None: of everybody) stand where they should today.

    Whoever is managed and has none gets one; `are_held` says that these are, whatever the register shows as yet. Returns
    how many changed; a second run changes nothing.
    """
    today = act.stamp.occurred_on
    day, cycle = sql.SQL("{}::date").format(sql.Literal(today)), cycle_on(today)
    statement = _DIFFERING.format(
        why=_WHY.format(held=sql.Literal(are_held), today=day),
        first=first_due_sql(first_on(today), begun=day, born="r.born_on"),
        state=state_sql(cycle, today, why="w.why", suspended="c.suspended_on", method="coalesce(c.method, '')", due="d.due_on"),
        people=sql.SQL("r.id = ANY (ARRAY({}))").format(people) if people else sql.SQL("true"),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SELECT count(*) FROM pg_temp.certification_changes")
        changed: int = cursor.fetchone()[0]
        if not changed:
            return 0
        cursor.execute(_BEGIN, {"today": today})
        cursor.execute(_MOVE, {"today": today})
    killpoint("certification.judge_before_events")
    for kind, condition in _TOLD:
        act.emit_select(kind, _MOVED.format(sql.SQL(condition)))
    return changed


def begin(act: Act, people: sql.Composable, known: str) -> None:
    """Clocks of people (a SELECT of `retiree_id`) who are in our care now; who has one (`known`, an array) is left alone."""
    today = act.stamp.occurred_on
    day = sql.SQL("{}::date").format(sql.Literal(today))
    gaps = {
        "known": sql.Literal(known), "today": day, "why": _WHY.format(held=sql.Literal(True), today=day),
        "first": first_due_sql(first_on(today), begun=day, born="r.born_on"), "people": people,
        "state": state_sql(cycle_on(today), today, why="w.why", suspended="NULL::date", method="''", due="d.due_on"),
    }  # fmt: skip
    try:
        with transaction.atomic():
            pressing = _pressing(_NEWCOMERS.format(conflict=sql.SQL(""), **gaps))
    except IntegrityError:
        # Somebody else began one of them in this very moment. Asking that of each costs as much as the clock itself.
        pressing = _pressing(_NEWCOMERS.format(conflict=_UNLESS_BEGUN, **gaps))
    killpoint("certification.begin_before_events")
    if pressing:
        for kind, condition in _PRESSING:
            told = _OF_CLOCKS.format(people=sql.Literal(pressing), condition=sql.SQL(condition))
            act.emit_select(kind, told)


def _pressing(begun: sql.Composable) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(begun)
        pressing: str | None = cursor.fetchone()[0]
    return pressing


# What stands last and was not taken back; of two on one day what was told later.
_SETTLE = sql.SQL("""
UPDATE certification_clock c SET certified_on = l.day, method = coalesce(l.method, ''), record_id = l.id,
    due_on = CASE WHEN l.day IS NULL THEN {first} ELSE {due} END, suspended_on = p.day,
    reminded_on = CASE WHEN l.day > coalesce(c.certified_on, '-infinity') THEN NULL ELSE c.reminded_on END,
    reminded_name = CASE WHEN l.day > coalesce(c.certified_on, '-infinity') THEN '' ELSE c.reminded_name END,
    visit_on = CASE WHEN l.day > coalesce(c.certified_on, '-infinity') THEN NULL ELSE c.visit_on END
FROM retirees_retiree r LEFT JOIN LATERAL (
    SELECT x.id, x.day, x.method FROM certification_record x
    WHERE x.retiree_id = r.id AND x.entry = 'result' AND NOT EXISTS (SELECT 1 FROM certification_record v WHERE v.undoes_id = x.id)
    ORDER BY x.day DESC, x.id DESC LIMIT 1) AS l ON true
LEFT JOIN LATERAL (
    SELECT CASE WHEN x.entry = 'suspension' THEN x.day END AS day FROM certification_record x
    WHERE x.retiree_id = r.id AND x.entry IN ('suspension', 'resumption') ORDER BY x.day DESC, x.id DESC LIMIT 1) AS p ON true
WHERE r.id = ANY (ARRAY({people})) AND c.retiree_id = r.id
""")


def settle(act: Act, people: sql.Composable) -> None:
    """Make the days of these people anew from their record, then the state."""
    today = act.stamp.occurred_on
    statement = _SETTLE.format(
        first=first_due_sql(first_on(today), begun=sql.SQL("c.begun_on"), born="r.born_on"),
        due=due_sql(cycle_on(today), certified="l.day", born="r.born_on"),
        people=people,
    )
    with one_by_one(), connection.cursor() as cursor:
        cursor.execute(statement)
    judge(act, people)


def chosen(ids: Sequence[UUID]) -> sql.Composable:
    """These people, as `judge` and `settle` read whom they are about."""
    return sql.SQL("SELECT unnest({}::uuid[])").format(sql.Literal([str(one) for one in ids]))
