"""Brings a frame into a TEMP table by COPY, for set-based writes: row-level security forbids COPY into a table itself."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from django.db import connection
from psycopg import sql


def copy_frame(table: str, columns: Mapping[str, str], frame: pl.DataFrame) -> int:
    """Make the TEMP table `table` of these columns (name → PostgreSQL type) and fill it from the frame's columns.

    Lives until the transaction ends; a table of that name left by an earlier call in the transaction is replaced.
    Binary columns serve `bytea` and `uuid` (16 bytes). Null stays NULL, an empty text stays empty. Returns the rows.
    """
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
        if frame.height:
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            command = sql.SQL("COPY pg_temp.{} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(table), names)
            with cursor.copy(command) as copy:
                for part in frame.iter_slices(20_000):
                    copy.write(_as_csv(part, columns))
    return frame.height


def _as_csv(frame: pl.DataFrame, columns: Mapping[str, str]) -> str:
    """CSV as COPY reads it: nothing for NULL, quotes for an empty text, hexadecimal for bytes."""
    return frame.select(_cell(frame, name, kind) for name, kind in columns.items()).write_csv(include_header=False)


def _cell(frame: pl.DataFrame, name: str, kind: str) -> pl.Expr:
    column = pl.col(name)
    if frame.schema[name] == pl.Binary:
        encoded = column.bin.encode("hex")
        return encoded if kind == "uuid" else pl.format("\\x{}", encoded)
    return column
