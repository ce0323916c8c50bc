"""The register as one digest per table: every table of the database, but for what rightly keeps the traces of work.

A table is left out only by name and with its reason, and so is a column: what a later migration adds is dumped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import psycopg
from psycopg import sql

# Work that was taken back has happened: these say so, and must.
TRACES: Mapping[str, str] = {
    "audit_entry": "who did what",
    "audit_leaf": "seals of it",
    "audit_sealpending": "seals of it",
    "audit_sealform": "seals of it",
    "audit_checkpoint": "seals of it",
    "events_event": "what happened to people, its undoing too",
    "events_feed": "the order in which other offices are told of it",
    "events_feedpending": "the order in which other offices are told of it",
    "retirees_retireeversion": "the history of rows",
    "retirees_sealedfactsversion": "the history of rows",
    "lists_batch": "the roster, which stands as undone",
    "handover_rosterrow": "its rows, until retention removes them",
    "lists_finding": "what its check found",
    "files_storedfile": "its file, until retention removes it",
    "procrastinate_jobs": "the jobs that did it",
    "procrastinate_events": "the jobs that did it",
}
# A version number that went back would let an old form overwrite what stands now.
TRACE_COLUMNS: Mapping[str, tuple[str, ...]] = {"retirees_retiree": ("lock_version",)}
# Counts are sums over rows that are only ever added to; a cell that nobody stands in any more may stay, at zero.
SUMS = ("insight_handovercell", "insight_placesum", "insight_enterprisesum")

_TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum),
    (SELECT array_agg(k.attname::text ORDER BY k.attnum) FROM pg_index i
     JOIN pg_attribute k ON k.attrelid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisprimary)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY c.oid, c.relname ORDER BY 1
"""


def register_dump(admin: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Rows and SHA-256 of each table of the register, its rows in the order of their key, in COPY text."""
    dumped = {}
    for table, columns, key in admin.execute(_TABLES).fetchall():
        if table in TRACES:
            continue
        dumped[table] = _digest(admin, _sums(table, columns) if table in SUMS else _rows(table, columns, key))
    return dumped


def _rows(table: str, columns: list[str], key: list[str] | None) -> sql.Composed:
    kept = [name for name in columns if name not in TRACE_COLUMNS.get(table, ())]
    return sql.SQL("SELECT {} FROM {} ORDER BY {}").format(_named(kept), sql.Identifier(table), _named(key or kept))


def _sums(table: str, columns: list[str]) -> sql.Composed:
    keys = _named([name for name in columns if name not in ("id", "people")])
    return sql.SQL("SELECT {0}, sum(people) FROM {1} GROUP BY {0} HAVING sum(people) <> 0 ORDER BY {0}").format(
        keys, sql.Identifier(table)
    )


def _named(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _digest(admin: psycopg.Connection, query: sql.Composed) -> tuple[int, str]:
    running, rows = hashlib.sha256(), 0
    with admin.cursor().copy(sql.SQL("COPY ({}) TO STDOUT").format(query)) as copy:
        for block in copy:
            running.update(block)
            # COPY text escapes line ends inside values, so a newline always ends a row.
            rows += bytes(block).count(b"\n")
    return rows, running.hexdigest()
