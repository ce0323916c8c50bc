"""What exactly is hashed for one audit entry: its columns and the digests of the rows its act wrote, as RFC 8785 JSON.

This form never changes for what is sealed. The stand-alone verifier holds its own copy of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection
from psycopg import sql

from yinqiao.platform.audit.merkle import leaf_hash

# Text of every column, rendered by the server in one fixed way; JSON as its own text, so that no number of it
# can be read in two ways and no entry can be unsealable.
ENTRY_COLUMNS = (
    "id", "at", "recorded_at", "kind", "action", "actor_id", "actor_role", "actor_name", "scope", "subject_kind",
    "subject_id", "people", "purpose", "request_id", "detail",
)  # fmt: skip
SELECT_ENTRIES = (
    "SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
    " to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), e.kind, e.action,"
    " e.actor_id::text, e.actor_role, e.actor_name, e.scope, e.subject_kind, e.subject_id::text, e.people,"
    " e.purpose, e.request_id, e.detail::text FROM audit_entry e"
)
_READ_SETTINGS = (
    "SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),"
    " set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true),"
    " set_config('intervalstyle', 'postgres', true)"
)
# Tables whose rows an act binds: the event log, and every history table (it has both of these columns).
_BOUND_TABLES = """
SELECT c.table_name, 'pgh_id' FROM information_schema.columns c
WHERE c.table_schema = 'public' AND c.column_name = 'pgh_id' AND EXISTS (
    SELECT 1 FROM information_schema.columns a
    WHERE a.table_schema = 'public' AND a.table_name = c.table_name AND a.column_name = 'act_id')
UNION ALL SELECT table_name, 'id' FROM information_schema.tables
WHERE table_schema = 'public' AND table_name = 'events_event'
ORDER BY 1
"""
_COLUMNS = """
SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s
"""


_encoded = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class RowForm:
    """How the rows of one table are read for a digest."""

    id: int
    table: str
    order_column: str
    columns: str


def canonical_bytes(entry: Sequence[Any], rows: dict[str, Any]) -> bytes:
    """The sealed bytes of an entry (a row of `SELECT_ENTRIES`) with the digests of its rows.

    Of texts, small whole numbers and nulls under ASCII names the standard encoder makes what RFC 8785 says, four times
    as fast as `rfc8785`: a sealer that was stopped catches up the sooner.
    """
    return _encoded({"form": 1, "rows": rows, **dict(zip(ENTRY_COLUMNS, entry, strict=True))}).encode()


def missing_bytes(entry_id: str) -> bytes:
    """The sealed bytes for an entry that was gone before its seal: its place in the log stays visible."""
    return rfc8785.dumps({"form": 1, "id": entry_id, "rows": {"missing": True}})


def leaf_of(entry_id: str, entry: Sequence[Any] | None, rows: dict[str, Any]) -> bytes:
    """The leaf hash of an entry, or of the gap it left."""
    return leaf_hash(missing_bytes(entry_id) if entry is None else canonical_bytes(entry, rows))


def current_forms() -> list[RowForm]:
    """The forms of today's tables; a new one is noted when a table got another column."""
    forms = []
    with connection.cursor() as cursor:
        cursor.execute(_BOUND_TABLES)
        for table, order_column in cursor.fetchall():
            cursor.execute(_COLUMNS, [table])
            columns = cursor.fetchone()[0]
            forms.append(RowForm(_form_id(table, order_column, columns), table, order_column, columns))
    return forms


def _form_id(table: str, order_column: str, columns: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_sealform WHERE table_name = %s AND columns = %s", [table, columns])
        if found := cursor.fetchone():
            return int(found[0])
        cursor.execute(
            "INSERT INTO audit_sealform (table_name, order_column, columns) VALUES (%s, %s, %s) RETURNING id",
            [table, order_column, columns],
        )
        return int(cursor.fetchone()[0])


def array_of(ids: Sequence[UUID]) -> str:
    """An array as text: the driver takes longer to write a thousand ids one by one than to hash a thousand entries."""
    return "{" + ",".join(map(str, ids)) + "}"


def digests(form: RowForm, acts: Sequence[UUID]) -> Iterator[tuple[str, int, str]]:
    """(act id, count, SHA-256 in hex) of the rows that each act wrote into the form's table.

    The digest covers the list of columns and each row in COPY text form, so that neither can be reinterpreted.
    Rows are streamed: an act that wrote 88,000 of them costs no memory.
    """
    query = sql.SQL("COPY (SELECT act_id, {columns} FROM {table} WHERE act_id = ANY({acts}::uuid[]) ORDER BY act_id, {order})"
                    " TO STDOUT").format(
        columns=sql.SQL(", ").join(map(sql.Identifier, form.columns.split(","))),
        table=sql.Identifier(form.table), acts=sql.Literal(array_of(acts)), order=sql.Identifier(form.order_column),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_READ_SETTINGS)
        yield from _grouped(cursor, query, form.columns.encode() + b"\n")


def _grouped(cursor: Any, query: sql.Composed, opening: bytes) -> Iterator[tuple[str, int, str]]:
    act, count, running = b"", 0, hashlib.sha256(opening)
    with cursor.copy(query) as copy:
        for line in _lines(copy):
            owner, _, row = line.partition(b"\t")
            if owner != act:
                if count:
                    yield act.decode(), count, running.hexdigest()
                act, count, running = owner, 0, hashlib.sha256(opening)
            running.update(row + b"\n")
            count += 1
    if count:
        yield act.decode(), count, running.hexdigest()


def _lines(copy: Any) -> Iterator[bytes]:
    # COPY text escapes line ends inside values, so a newline always ends a row.
    rest = b""
    for block in copy:
        *whole, rest = (rest + bytes(block)).split(b"\n")
        yield from whole
