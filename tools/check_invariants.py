#!/usr/bin/env python3
"""Checks that the database tells one consistent story. Reads only, imports no code of the platform.

    check_invariants.py --dsn "host=… dbname=yinqiao user=yq_backup" [--full] [--witness FILE --keys FILE]

Run after every suite and every restore, and nightly. One line per breach; exit code 0: none, 1: some, 2: not checked.
Plain ID numbers are looked for in a sample of each table, in all of it with `--full`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).parent))

from invariants import INVARIANTS, Invariant
from verify_audit import verify

MOST_LINES = 20
SAMPLE_ROWS = 20_000
# Eighteen characters that are no part of a longer number, or follow an escape (of bytes or of JSON); PostgreSQL and
# Python read it alike.
_CANDIDATE = r"(?:^|[^0-9A-Za-z]|\\[0-7]{3}|\\[a-z])([1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "99",
    ]
)
_COLUMNS = """
SELECT c.relname, c.reltuples, array_agg(a.attname ORDER BY a.attnum),
       array_agg(CASE t.typname WHEN 'bytea' THEN 'bytes' ELSE 'text' END ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND t.typname IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', '_text', '_varchar')
GROUP BY c.relname, c.reltuples ORDER BY c.relname
"""


def connect(dsn: str) -> psycopg.Connection[Any]:
    """One read-only moment of the database, seen as a whole."""
    connection = psycopg.connect(dsn)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    connection.execute("SELECT set_config('row_security', 'off', true)")
    return connection


def breaches_of(connection: psycopg.Connection[Any], invariant: Invariant) -> list[str]:
    """A line for each breach of one invariant, the first twenty and how many there are."""
    rows = [row[0] for row in connection.execute(invariant.query.encode())]
    lines = [f"{invariant.code}: {row}" for row in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        lines.append(f"{invariant.code}: {len(rows)} in all ({invariant.meaning})")
    return lines


def is_id_number(text: str) -> bool:
    """Whether 18 characters are a resident ID number by GB 11643-1999: province, date of birth, check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], weights, strict=True))
    if text[:2] not in _PROVINCES or "10X98765432"[total % 11] != text[17].upper():
        return False
    try:
        return 1880 <= date(int(text[6:10]), int(text[10:12]), int(text[12:14])).year <= 2100
    except ValueError:
        return False


def plain_id_numbers(connection: psycopg.Connection[Any], *, full: bool) -> Iterator[str]:
    """A line for each column in which an ID number stands in the open; bytes are read as characters too."""
    for table, rows, columns, kinds in connection.execute(_COLUMNS).fetchall():
        readings = [
            sql.SQL("encode({}, 'escape')" if kind == "bytes" else "{}::text").format(sql.Identifier(column))
            for column, kind in zip(columns, kinds, strict=True)
        ]
        found: dict[str, int] = {}
        for row in connection.execute(_search(table, rows, readings, full=full)):
            for column, value in zip(columns, row, strict=True):
                if any(is_id_number(one) for one in re.findall(_CANDIDATE, value or "")):
                    found[column] = found.get(column, 0) + 1
        for column, count in found.items():
            yield f"plain_id_number: {table}.{column} in {count} rows read"


def _search(table: str, rows: float, readings: list[sql.Composed], *, full: bool) -> sql.Composed:
    """The rows of a table (or of a sample of it) in which some column may hold an ID number."""
    sample: sql.Composable = sql.SQL("")
    if not full and rows > SAMPLE_ROWS:
        sample = sql.SQL(" TABLESAMPLE SYSTEM ({})").format(sql.Literal(round(100 * SAMPLE_ROWS / rows, 4)))
    may_hold = [sql.SQL("{} ~ {}").format(one, sql.Literal(_CANDIDATE)) for one in readings]
    return sql.SQL("SELECT {columns} FROM {table}{sample} WHERE {condition} LIMIT 1000").format(
        columns=sql.SQL(", ").join(readings),
        table=sql.Identifier(table),
        sample=sample,
        condition=sql.SQL(" OR ").join(may_hold),
    )


def audit_breaches(dsn: str, witness: Path | None, keys: Path | None) -> list[str]:
    """The sealed log against its checkpoints and the outside witness; without keys it is left to `verify_audit.py`."""
    if keys is None:
        return []
    return [
        f"audit_seal: no {one.no} {one.code} {one.text}" for one in verify(dsn, keys, witness).findings[:MOST_LINES]
    ]


def check(dsn: str, *, full: bool = False, witness: Path | None = None, keys: Path | None = None) -> list[str]:
    """Every breach, one line each."""
    lines: list[str] = []
    with connect(dsn) as connection:
        for invariant in INVARIANTS:
            lines += breaches_of(connection, invariant)
        lines += plain_id_numbers(connection, full=full)
    return lines + audit_breaches(dsn, witness, keys)


def main() -> int:
    """Read the arguments, check, print."""
    parser = argparse.ArgumentParser(description="Check the invariants of a Yinqiao database.")
    parser.add_argument("--dsn", required=True, help="libpq connection string of a role that reads every row")
    parser.add_argument("--full", action="store_true", help="look for plain ID numbers in every row")
    parser.add_argument("--witness", type=Path, help="file with the witnessed checkpoints")
    parser.add_argument("--keys", type=Path, help="file with the public keys of the seals")
    given = parser.parse_args()
    try:
        lines = check(given.dsn, full=given.full, witness=given.witness, keys=given.keys)
    except (psycopg.Error, OSError, ValueError) as problem:
        print(f"could not be checked: {problem}", file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    print(f"{len(INVARIANTS) + 1} invariants, {len(lines)} breaches")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
