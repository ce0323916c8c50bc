"""The statement that says what is due to whom: the columnar twin of `rules.due_to`.

Standards become a few dozen rows, one for each time at which they ask for something; people are joined to them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from psycopg import sql

from yinqiao.areas.duties.rules import ages, occasions
from yinqiao.areas.duties.types import Occasion, Standard, When, fact_sources
from yinqiao.areas.organisations.queries import find_enterprise_by_uscc
from yinqiao.kernel.periods import add_months

_YEAR = timedelta(days=400)
_OLDEST = 200
_COLUMNS = (
    ("standard", "text"), ("service", "text"), ("version", "text"), ("grp", "text"), ("occasion", "text"), ("due_on", "date"),
    ("counted_on", "date"), ("from_age", "int"), ("to_age", "int"), ("days", "int"), ("nlo", "int"), ("nhi", "int"), ("ent", "int"),
)  # fmt: skip
# The register's own and the room's, then what rooms above tell.
_GROUPS = """
SELECT r.id AS retiree_id, 'party_member' AS code, r.born_on AS since, NULL::date AS due_on
FROM retirees_retiree r WHERE r.political_status = '01' AND {people}
UNION ALL SELECT r.retiree_id, unnest(r.groups), r.since, NULL::date FROM duties_knowngroups r WHERE {of_groups}
"""
# What was told of an entry that gave way is so of the one that stays.
_TOLD = """
SELECT coalesce(m.merged_into_id, t.retiree_id), t.code, t.since, t.due_on
FROM ({source}) AS t JOIN retirees_retiree m ON m.id = t.retiree_id WHERE {of_told}
"""
_OF_ENTRIES = sql.SQL("""t.retiree_id = ANY (ARRAY(
    SELECT unnest({people}) UNION SELECT (e.data ->> 'gone')::uuid FROM events_event e
    WHERE e.retiree_id = ANY ({people}) AND e.type = 'retirees.people_merged' AND e.data ? 'gone'))""")
_AGE = sql.SQL(
    "(r.born_on + make_interval(years => o.from_age))::date <= o.counted_on"
    " AND (r.born_on + make_interval(years => o.to_age + 1))::date > o.counted_on"
)
_HERE = sql.SQL("r.place_no >= o.nlo AND r.place_no < o.nhi AND (o.ent IS NULL OR r.enterprise_id = o.ent)")
_SELECT = sql.SQL(
    "SELECT r.id AS retiree_id, r.place_no, o.standard, o.service, o.version, {occasion} AS occasion, {due} AS due_on"
    " FROM retirees_retiree r {source} AND {people}"
)
_BRANCHES = {
    "dated": (
        "o.occasion", "o.due_on",
        "JOIN dated o ON {here} AND o.grp = '' AND {age} WHERE r.status = 'managed'",
    ),
    # Where the group was told with a day, the first time is due by then and not at the end of the period.
    "grouped": (
        "o.occasion", "CASE WHEN g.due_on < o.due_on THEN greatest(g.due_on, o.counted_on) ELSE o.due_on END",
        "JOIN known g ON g.retiree_id = r.id JOIN dated o ON o.grp = g.code AND {here} AND {age} WHERE r.status = 'managed'",
    ),
    "birthday": (
        "o.occasion", "(r.born_on + make_interval(years => o.from_age))::date",
        "JOIN birthday o ON {here} AND (r.born_on + make_interval(years => o.from_age))::date"
        " BETWEEN o.counted_on AND o.due_on WHERE r.status = 'managed'"
        " AND (o.grp = '' OR EXISTS (SELECT 1 FROM known g WHERE g.retiree_id = r.id AND g.code = o.grp))",
    ),
    "told": (
        "to_char(g.since, 'YYYY-MM-DD')", "g.due_on",
        "JOIN known g ON g.retiree_id = r.id AND g.due_on IS NOT NULL JOIN told o ON o.grp = g.code AND {here}"
        " WHERE r.status = 'managed'",
    ),
    "death": (
        "to_char(r.died_on, 'YYYY-MM-DD')", "r.died_on + o.days",
        "JOIN death o ON {here} WHERE r.status = 'deceased' AND r.died_on BETWEEN o.counted_on - o.days AND o.due_on",
    ),
}  # fmt: skip
_OF = {When.PERIOD: "dated", When.FESTIVAL: "dated", When.BIRTHDAY: "birthday", When.TOLD: "told", When.DEATH: "death"}


def wanted_today(standards: Sequence[Standard], today: date, people: sql.Composable | None = None) -> sql.Composable:
    """A SELECT of what is due as of today: `retiree_id, place_no, standard, service, version, occasion, due_on`.

    `people` is an array of ids to which it is narrowed.
    """
    return _statement([row for one in standards if one.is_on for row in _open(one, today)], people)


def wanted_within(standards: Sequence[Standard], first: date, last: date) -> sql.Composable:
    """The same of everything that falls due between two days (inclusive), as people stand today.

    What is told, and deaths, cannot be foreseen: as many as there were in the same days of the year before (deaths), or
    as stand today (told).
    """
    return _statement([row for one in standards for row in _ahead(one, first, last)], None)


def _open(one: Standard, today: date) -> Iterator[tuple[Any, ...]]:
    if one.when is When.BIRTHDAY:
        yield from _birthdays(one, today, today + timedelta(days=one.numbers["lead_days"]))
    elif one.when in (When.TOLD, When.DEATH):
        yield _row(one, Occasion("", today, today, today))
    else:
        found = occasions(one, today, today + _YEAR)
        yield from (_row(one, at) for at in found if at.opens_on <= today)


def _ahead(one: Standard, first: date, last: date) -> Iterator[tuple[Any, ...]]:
    if one.when is When.BIRTHDAY:
        yield from _birthdays(one, first, last)
    elif one.when is When.TOLD:
        yield _row(one, Occasion("", first, last, first))
    elif one.when is When.DEATH:
        before = add_months(first, -12)
        days = one.numbers["within_days"]
        yield _row(one, Occasion("", before, add_months(last, -12), before + timedelta(days=days)))
    else:
        yield from (_row(one, at) for at in occasions(one, first, last))


def _birthdays(one: Standard, first: date, last: date) -> Iterator[tuple[Any, ...]]:
    for age in ages(one.numbers):
        yield _row(one, Occasion(f"age-{age}", first, last, first), from_age=age)


def _row(one: Standard, at: Occasion, from_age: int | None = None) -> tuple[Any, ...]:
    numbers = one.numbers
    return (
        _OF[one.when], one.id, one.service.value, one.version, one.group.value, at.key, at.due_on, at.counted_on,
        numbers.get("from_age", 0) if from_age is None else from_age, numbers.get("to_age") or _OLDEST,
        numbers.get("within_days", 0), one.place_from, one.place_to, _enterprise(one),
    )  # fmt: skip


def _enterprise(one: Standard) -> int | None:
    """The enterprise of an agreement; one that is not registered has nobody."""
    if not one.enterprise:
        return None
    found = find_enterprise_by_uscc(uscc=one.enterprise)
    return found.id if found else -1


def _statement(rows: Sequence[tuple[Any, ...]], people: sql.Composable | None) -> sql.Composable:
    kinds = [kind for kind in dict.fromkeys(_OF.values()) if any(row[0] == kind for row in rows)]
    withs: list[sql.Composable] = [sql.SQL("known AS MATERIALIZED ({})").format(_groups(people))]
    withs += [_listed(kind, [row[1:] for row in rows if row[0] == kind]) for kind in kinds]
    names = [name for name in _BRANCHES if name in kinds or (name == "grouped" and "dated" in kinds)]
    parts = [_branch(*_BRANCHES[name], people) for name in names]
    # No standard at all asks for nothing.
    parts = parts or [_NOTHING]
    return sql.SQL("WITH {} {}").format(sql.SQL(", ").join(withs), sql.SQL(" UNION ALL ").join(parts))


_NOTHING = sql.SQL(
    "SELECT r.id AS retiree_id, r.place_no, '' AS standard, '' AS service, '' AS version, '' AS occasion, r.born_on AS due_on"
    " FROM retirees_retiree r WHERE false"
)


def _branch(occasion: str, due: str, source: str, people: sql.Composable | None) -> sql.Composable:
    return _SELECT.format(
        occasion=sql.SQL(occasion), due=sql.SQL(due), source=sql.SQL(source).format(here=_HERE, age=_AGE),
        people=_among("r.id", people),
    )  # fmt: skip


def _among(column: str, people: sql.Composable | None) -> sql.Composable:
    return sql.SQL("{} = ANY ({})").format(sql.SQL(column), people) if people is not None else sql.SQL("true")


def _groups(people: sql.Composable | None) -> sql.Composable:
    own = sql.SQL(_GROUPS).format(people=_among("r.id", people), of_groups=_among("r.retiree_id", people))
    told = [
        sql.SQL(_TOLD).format(source=sql.SQL(source()), of_told=_told_of(people))
        for source in fact_sources()
    ]  # fmt: skip
    return sql.SQL(" UNION ALL ").join([own, *told])


def _told_of(people: sql.Composable | None) -> sql.Composable:
    """Theirs, and what was told of entries that gave way to them: found by an index, for one person in no time."""
    return _OF_ENTRIES.format(people=people) if people is not None else sql.SQL("true")


def _listed(name: str, rows: Sequence[tuple[Any, ...]]) -> sql.Composable:
    values = sql.SQL(", ").join(
        sql.SQL("({})").format(
            sql.SQL(", ").join(
                sql.SQL("{}::{}").format(sql.Literal(value), sql.SQL(kind))
                for value, (_, kind) in zip(row, _COLUMNS, strict=True)
            )
        )
        for row in rows
    )
    columns = sql.SQL(", ").join(sql.Identifier(column) for column, _ in _COLUMNS)
    return sql.SQL("{} ({}) AS (VALUES {})").format(sql.Identifier(name), columns, values)
