"""Named SQL: long statements stand in `sql/*.sql` of their room; the scope enters as a literal predicate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from psycopg import sql as sql

from yinqiao.platform.access.types import Scope


@cache
def named(folder: Path, name: str) -> sql.SQL:
    """The statement in `<folder>/sql/<name>.sql`; its `{places}` are filled by `.format`, its `%s` by parameters."""
    return sql.SQL((folder / "sql" / f"{name}.sql").read_text("utf-8"))


def within(scope: Scope, alias: str) -> sql.Composed:
    """The scope as a literal predicate on `alias.place_no` and `alias.enterprise_id`: what the planner can use.

    Numbers are written out, not bound: with them the planner sees how narrow the scope is. The empty scope is false.
    """
    place, enterprise = sql.Identifier(alias, "place_no"), sql.Identifier(alias, "enterprise_id")
    by_place = sql.SQL("({place} >= {low} AND {place} < {high})").format(
        place=place, low=sql.Literal(scope.place_from), high=sql.Literal(scope.place_to)
    )
    by_enterprise = sql.SQL("({} = ANY ({}::int[]))").format(enterprise, sql.Literal(list(scope.enterprises)))
    if not scope.enterprises:
        return by_place if scope.place_from < scope.place_to else sql.Composed([sql.SQL("false")])
    if scope.place_from >= scope.place_to:
        return by_enterprise
    return sql.SQL("({} OR {})").format(by_place, by_enterprise)
