"""Brings a frame into the database by COPY: into a TEMP table for set-based writes, or straight to where it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection, models
from psycopg import sql

from yinqiao.platform.database.copybinary import POLARS_TYPES, binary_copy


def copy_frame(table: str, columns: Mapping[str, str], frame: pl.DataFrame) -> int:
    """Make the TEMP table `table` of these columns (name → PostgreSQL type) and fill it from the frame's columns.

    Lives until the transaction ends; a table of that name left by an earlier call in the transaction is replaced.
    Binary columns serve `bytea` and `uuid` (16 bytes). Null stays NULL, an empty text stays empty. Returns the rows.
    """
    _make(table, columns)
    if frame.height:
        _copy(_temporary(table), columns, binary_copy(frame, columns))
    return frame.height


def selectable(table: str, columns: Mapping[str, str], frame: pl.DataFrame) -> tuple[sql.Composable, list[str]]:
    """From what a statement selects the rows of a frame, and its parameters: the TEMP table for many, lists for a few.

    To make and drop a table costs more than all else that is done with a hundred rows.
    """
    if frame.height >= SET_FROM:
        copy_frame(table, columns, frame)
        return _temporary(table), []
    values = []
    for name, kind in columns.items():
        cells = frame[name].to_list()
        values.append(array_text(UUID(bytes=one) for one in cells) if kind == "uuid" else array_text(cells))
    arrays = sql.SQL(", ").join(_ARRAY.format(sql.SQL(kind)) for kind in columns.values())
    return sql.SQL("unnest({}) AS t ({})").format(arrays, _listed(columns)), values


def load_frame(table: str, columns: Mapping[str, str], frame: pl.DataFrame) -> int:
    """Add the frame's rows to a table of the database by COPY; returns how many.

    Row-level security forbids COPY to whom it binds, so `loader` does it, who may add to a few tables and read none.
    The wall that is missing there stands here: PermissionError, and nothing added, when a row's `enterprise_id` and
    `place_no` (those that it has) lie outside the scope of the transaction.
    """
    if not frame.height:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_BECOME_LOADER)
        before, low, high, enterprises, _ = cursor.fetchone()
        if not _is_within(frame, low, high, enterprises):
            raise PermissionError(f"rows for {table} outside the scope")
        _copy(sql.Identifier(table), columns, binary_copy(frame, columns))
        cursor.execute("SELECT set_config('role', %s, true)", [before])
    return frame.height


# One statement, from left to right: who this is, how far it sees, and then who adds.
_BECOME_LOADER = (
    "SELECT current_setting('role'), nullif(current_setting('yq.nlo', true), '')::int,"
    " nullif(current_setting('yq.nhi', true), '')::int, nullif(current_setting('yq.ents', true), '')::int[],"
    " set_config('role', 'yq_loader', true)"
)
_WHOLE = (0, 2**31 - 1)


def _is_within(frame: pl.DataFrame, low: int | None, high: int | None, enterprises: list[int] | None) -> bool:
    if (low, high) == _WHOLE:
        return True
    is_inside = pl.repeat(False, pl.len())
    if "enterprise_id" in frame.columns:
        is_inside |= pl.col("enterprise_id").is_in(enterprises or []).fill_null(False)
    if "place_no" in frame.columns:
        is_inside |= pl.col("place_no").is_between(low or 0, high or 0, closed="left").fill_null(False)
    return bool(frame.select(is_inside.all()).item())


def _make(table: str, columns: Mapping[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "DROP TABLE IF EXISTS pg_temp.{table}; CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP"
            ).format(
                table=sql.Identifier(table),
                columns=sql.SQL(", ").join(
                    sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()
                ),
            )
        )


def _temporary(table: str) -> sql.Composable:
    return sql.SQL("pg_temp.{}").format(sql.Identifier(table))


def _copy(table: sql.Composable, columns: Mapping[str, str], parts: Iterable[bytes]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(table, names)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for part in parts:
            copy.write(part)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Add rows of one model by one statement, a list for each column. Every column is given: nothing is left to a default.

    As `bulk_create` does, which asks each field about each value.
    """
    if not rows:
        return
    table, names, kinds = _columns_of(type(rows[0]))
    values = [array_text([getattr(row, name) for row in rows]) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_ROWS.format(table=table, names=_listed(names), arrays=kinds), values)


def array_text(values: Iterable[Any]) -> str:
    """Values as PostgreSQL reads an array, to be given as one text: the driver asks each value for its type.

    Of many columns all values are one object (the same source, moment, nothing): written once.
    """
    cells: list[str] = []
    last, text = None, "NULL"
    for value in values:
        if value is not last:
            last, text = value, _cell(value)
        cells.append(text)
    return "{" + ",".join(cells) + "}"


def _cell(value: Any) -> str:
    if value is None:
        return "NULL"
    if type(value) is bytes:
        return f'"\\\\x{value.hex()}"'
    text = str(value)
    return f'"{text}"' if text.isalnum() else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_ARRAY = sql.SQL("%s::{}[]")
_INSERT_ROWS = sql.SQL("INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})")


@lru_cache(maxsize=32)
def _columns_of(model: type[models.Model]) -> tuple[sql.Identifier, tuple[str, ...], sql.Composed]:
    """Its table, its columns, and a list of each column's type to be filled."""
    fields = model._meta.concrete_fields
    arrays = sql.SQL(", ").join(_ARRAY.format(sql.SQL(field.db_type(connection) or "text")) for field in fields)
    return sql.Identifier(model._meta.db_table), tuple(str(field.column) for field in fields), arrays


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def frame_of(rows: Sequence[Sequence[Any]], columns: Mapping[str, str]) -> pl.DataFrame:
    """Rows of a result as a frame of these columns (name → PostgreSQL type, in the order of the rows)."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pl.DataFrame(
        [
            pl.Series(name, [v and bytes(v) for v in cells] if kind in _BINARY else cells, dtype=POLARS_TYPES[kind])
            for (name, kind), cells in zip(columns.items(), values, strict=True)
        ]
    )


_BINARY = ("bytea", "uuid")


# A time-ordered id (UUIDv7) for every row of a statement: all share the moment and the random bits of one, and the last
# 32 bits count (RFC 9562, 6.2). One by one each would ask the system for random bits, a third of the cost of an event.
# `WITH_IDS` stands before SELECT, `NEXT_ID` in its list.
WITH_IDS = sql.SQL("WITH fresh AS MATERIALIZED (SELECT left(replace(yq_uuid7()::text, '-', ''), 24) AS head)")
NEXT_ID = sql.SQL("((SELECT head FROM fresh) || lpad(to_hex(row_number() OVER ()), 8, '0'))::uuid")

# From here on a statement works on a set, not on a few: reading a whole table once is cheaper than probing it.
SET_FROM = 1000
# A trigger's transition tables of 88,000 people are 100 MB: they stay in memory instead of going to disk and back.
SET_MEMORY = "128MB"
# From left to right: how it was, and how it is to be.
_NESTS = "SELECT current_setting('enable_nestloop'), set_config('enable_nestloop', %s, true)"
_FOR_SETS = "SELECT set_config('enable_nestloop', %s, true), set_config('work_mem', %s, true)"


@contextmanager
def set_based(rows: int) -> Iterator[None]:
    """Plan the statements inside for a set of `rows`: from a thousand on without nested loops.

    Behind a policy the planner takes every table for one row and nests loops over tens of thousands (13 s where a
    hash join takes 0.1 s, measured on 6,000 people). For a few people nothing changes: their index probes are best.
    """
    if rows < SET_FROM:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('work_mem')")
        before = cursor.fetchone()[0]
        cursor.execute(_FOR_SETS, ["off", SET_MEMORY])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(_FOR_SETS, ["on", before])


@contextmanager
def one_by_one() -> Iterator[None]:
    """Plan the statements inside with nested loops, within `set_based`, too.

    For a statement that looks something up by an index for each of its rows: without nested loops each of its inner
    joins reads the whole table for every row (55 s instead of 0.2 for the certifications of 5,000 people).
    """
    with connection.cursor() as cursor:
        cursor.execute(_NESTS, ["on"])
        before, _ = cursor.fetchone()
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(_NESTS, [before])
