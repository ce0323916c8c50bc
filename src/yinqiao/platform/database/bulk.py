"""Brings a frame into a TEMP table by COPY, for set-based writes: row-level security forbids COPY into a table itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.platform.database.copybinary import POLARS_TYPES, binary_copy

Query = str | sql.Composable
# A part is long enough that a statement for it costs nothing beside its rows.
_ROWS_PER_STATEMENT = 24_576


def copy_frame(table: str, columns: Mapping[str, str], frame: pl.DataFrame) -> int:
    """Make the TEMP table `table` of these columns (name → PostgreSQL type) and fill it from the frame's columns.

    Lives until the transaction ends; a table of that name left by an earlier call in the transaction is replaced.
    Binary columns serve `bytea` and `uuid` (16 bytes). Null stays NULL, an empty text stays empty. Returns the rows.
    """
    _make(table, columns)
    if frame.height:
        _copy(table, columns, binary_copy(frame, columns))
    return frame.height


def pour_frame(
    table: str, columns: Mapping[str, str], frame: pl.DataFrame, statement: Query, values: Mapping[str, Any]
) -> int:
    """`copy_frame` in parts, with `statement` (and its `values`) after each, which takes `pg_temp.table` further.

    A part still lies in the server's cache when the statement reads it. Returns the rows.
    """
    _make(table, columns)
    emptied = sql.SQL("TRUNCATE pg_temp.{}").format(sql.Identifier(table))
    for part in frame.iter_slices(_ROWS_PER_STATEMENT) if frame.height else ():
        _copy(table, columns, binary_copy(part, columns))
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute(emptied)
    return frame.height


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


def _copy(table: str, columns: Mapping[str, str], parts: Iterable[bytes]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("COPY pg_temp.{} ({}) FROM STDIN (FORMAT binary)").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for part in parts:
            copy.write(part)


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


# From here on a statement works on a set, not on a few: reading a whole table once is cheaper than probing it.
SET_FROM = 1000
# A trigger's transition tables of 88,000 people are 100 MB: they stay in memory instead of going to disk and back.
SET_MEMORY = "128MB"
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
