"""The rules of a day, and their twins in SQL, by which one statement judges everybody; tests hold both together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from psycopg import sql

from yinqiao.areas.certification.rules import cycle_of, first_of
from yinqiao.areas.certification.types import Cycle, First
from yinqiao.platform.rulebook import rulebook


def cycle_on(today: date) -> Cycle:
    """The cycle in force in our region on that day."""
    return cycle_of(rulebook().get("certification.cycle", region=settings.REGION, day=today).parameters)


def first_on(today: date) -> First:
    """How the first due day is assumed on that day."""
    return first_of(rulebook().get("certification.first_due", region=settings.REGION, day=today).parameters)


def silence_on(today: date) -> Mapping[str, Any]:
    """After how many days the community looks after somebody overdue of whom nobody has heard."""
    return rulebook().get("certification.silence", region=settings.REGION, day=today).parameters


_ROLLING = "({certified} + make_interval(months => {months}))::date"
_BIRTHDAY = """least({rolling}, (SELECT CASE WHEN b.this > b.after THEN b.this ELSE (b.this + interval '1 year')::date END - 1
    FROM (SELECT m.after, make_date(extract(year FROM m.after)::int, extract(month FROM {born})::int, 1) AS this
          FROM (SELECT greatest((date_trunc('month', {certified}) + make_interval(months => {ahead}))::date, {certified} + 1) AS after
               ) AS m) AS b))"""
# The end of the birthday month in the year of the earliest day, or a year later.
_FIRST = """(SELECT CASE WHEN b.this >= b.earliest THEN b.this
        ELSE (make_date(extract(year FROM b.earliest)::int + 1, b.month, 1) + interval '1 month')::date - 1 END
    FROM (SELECT m.earliest, m.month, (make_date(extract(year FROM m.earliest)::int, m.month, 1) + interval '1 month')::date - 1 AS this
          FROM (SELECT {begun} + {least} AS earliest, extract(month FROM {born})::int AS month) AS m) AS b)"""
_STATE = """CASE WHEN {why} <> '' THEN 'not_required' WHEN {suspended} IS NOT NULL THEN 'suspended'
    WHEN {method} = 'comparison' AND {due} >= {lagging} THEN 'exempt' WHEN {due} < {today} THEN 'overdue'
    WHEN {due} <= {in_7} THEN 'due_7' WHEN {due} <= {in_30} THEN 'due_30' WHEN {due} <= {in_60} THEN 'due_60'
    ELSE 'valid' END"""


def due_sql(cycle: Cycle, *, certified: str, born: str) -> sql.Composable:
    """`rules.due_on` of two columns."""
    names: dict[str, sql.Composable] = {"certified": sql.SQL(certified), "born": sql.SQL(born)}
    rolling = sql.SQL(_ROLLING).format(months=sql.Literal(cycle.months), certified=names["certified"])
    if not cycle.by_birthday:
        return rolling
    return sql.SQL(_BIRTHDAY).format(rolling=rolling, ahead=sql.Literal(cycle.ahead_months), **names)


def first_due_sql(first: First, *, begun: sql.Composable, born: str) -> sql.Composable:
    """`rules.first_due` of a day and a column."""
    return sql.SQL(_FIRST).format(begun=begun, born=sql.SQL(born), least=sql.Literal(first.least_days))


def state_sql(cycle: Cycle, today: date, **columns: str) -> sql.Composable:
    """`rules.state_of` of the columns `why`, `suspended`, `method` and `due`."""
    days = {"today": 0, "lagging": -cycle.lag_days, "in_7": 7, "in_30": 30, "in_60": 60}
    moments = {name: sql.SQL("{}::date").format(sql.Literal(today + timedelta(days=n))) for name, n in days.items()}
    return sql.SQL(_STATE).format(**moments, **{name: sql.SQL(text) for name, text in columns.items()})
