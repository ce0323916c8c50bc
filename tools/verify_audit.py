#!/usr/bin/env python3
"""Proves from outside that the audit log was not altered; shares no code with the platform.

    verify_audit.py --dsn "host=… dbname=yinqiao user=yq_backup" --witness …/checkpoints.txt --keys …/verifier-keys.txt

Needs Python 3.11, psycopg and cryptography, and a role that reads every row (`backup`). Reads only.
Exit code 0: nothing found; 1: altered, the first bad entry is named; 2: could not be checked.

What it finds: an entry, an event or a row of history that was edited, deleted, added or swapped after its seal; a
cut tail; hashes rewritten from some entry on; an older backup put in place; a checkpoint that was changed. What it
cannot find: entries changed or removed together with their place in the queue between commit and seal (at most a
few seconds, unless the sealer was stopped: old unsealed entries are reported); anything newer than the witness,
by someone who also holds the sealing key; anything at all, if witness and keys were kept where the attacker could
write. Keep the keys and a copy of the witness elsewhere. A restore that an administrator accepted is a notice.
"""

from __future__ import annotations

import argparse
import mmap
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).parent))

from audit_notes import read_keys, split_witness
from audit_proof import LeafRow, Loose, Report, Snapshot, Verifier

_UTC = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
_LEAVES = f"""
SELECT l.no, l.entry_id::text, l.rows::text, l.hash, e.id::text,
       to_char(e.at AT TIME ZONE 'UTC', '{_UTC}'), to_char(e.recorded_at AT TIME ZONE 'UTC', '{_UTC}'),
       e.kind, e.action, e.actor_id::text, e.actor_role, e.actor_name, e.scope, e.subject_kind, e.subject_id::text,
       e.people, e.purpose, e.request_id, e.detail::text
FROM audit_leaf l LEFT JOIN audit_entry e ON e.id = l.entry_id ORDER BY l.no
"""  # noqa: S608  a constant
_WITHOUT_LEAF = f"""
SELECT CASE WHEN p.no IS NULL THEN 'entry' ELSE 'queued' END, e.id::text,
       to_char(e.recorded_at AT TIME ZONE 'UTC', '{_UTC}')
FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id LEFT JOIN audit_sealpending p ON p.entry_id = e.id
WHERE l.no IS NULL
UNION ALL
SELECT 'gone', p.entry_id::text, ''
FROM audit_sealpending p LEFT JOIN audit_entry e ON e.id = p.entry_id WHERE e.id IS NULL
"""  # noqa: S608  a constant
_FOREIGN_ROWS = """
SELECT DISTINCT t.act_id::text FROM {table} t
LEFT JOIN audit_leaf l ON l.entry_id = t.act_id LEFT JOIN audit_sealpending p ON p.entry_id = t.act_id
WHERE t.act_id IS NOT NULL AND CASE WHEN l.no IS NULL THEN p.no IS NULL ELSE l.rows -> {name} IS NULL END
"""
_BOUND_ROWS = """
COPY (SELECT l.no, {columns} FROM {table} t
      JOIN audit_leaf l ON l.entry_id = t.act_id AND (l.rows -> {name} ->> 0)::int = {form}
      ORDER BY l.no, t.{order}) TO STDOUT
"""


class DatabaseSnapshot(Snapshot):
    """One instant of a live database, over several read-only connections that share it."""

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.shared = ""
        self.main = self._connect()
        row = self.main.execute("SELECT pg_export_snapshot()").fetchone()
        self.shared = row[0] if row else ""
        self.forms = {
            number: (table, order, columns)
            for number, table, order, columns in self.main.execute(
                "SELECT id, table_name, order_column, columns FROM audit_sealform"
            )
        }
        self.notes = [note for (note,) in self.main.execute("SELECT note FROM audit_checkpoint ORDER BY no")]

    def leaves(self) -> Iterable[LeafRow]:
        """Leaves with their entries, streamed."""
        with self.main.cursor(name="leaves") as cursor:
            cursor.itersize = 5000
            cursor.execute(_LEAVES)
            for no, entry_id, rows, digest, *entry in cursor:
                yield LeafRow(no, entry_id, rows, bytes(digest), tuple(entry) if entry[0] is not None else None)

    def bound_rows(self, form: int) -> Iterator[tuple[int, bytes]]:
        """The rows of one form, streamed on a connection of their own."""
        table, order, columns = self.forms[form]
        query = sql.SQL(_BOUND_ROWS).format(
            columns=sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(c)) for c in columns.split(",")),
            table=sql.Identifier(table), name=sql.Literal(table), form=sql.Literal(form), order=sql.Identifier(order),
        )  # fmt: skip
        rest = b""
        with self._connect() as connection, connection.cursor().copy(query) as copy:
            for block in copy:
                *whole, rest = (rest + bytes(block)).split(b"\n")
                for line in whole:
                    no, _, row = line.partition(b"\t")
                    yield int(no), row

    def loose(self) -> Iterable[Loose]:
        """Entries without a leaf, queued ids without an entry, rows that name an act which sealed none."""
        for row in self.main.execute(_WITHOUT_LEAF):
            yield Loose(*row)
        for table in sorted({table for table, _, _ in self.forms.values()}):
            query = sql.SQL(_FOREIGN_ROWS).format(table=sql.Identifier(table), name=sql.Literal(table))
            for (act,) in self.main.execute(query):
                yield Loose(table, act)

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(self.dsn)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if self.shared:
            connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(self.shared)))
        connection.execute(
            "SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),"
            " set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true),"
            " set_config('intervalstyle', 'postgres', true), set_config('row_security', 'off', true)"
        )
        return connection


def verify(dsn: str, keys: Path, witness: Path | None) -> Report:
    """Check the log of a database against a witness file and the leaf hashes kept beside it."""
    notes = split_witness(witness.read_bytes()) if witness else None
    leaf_file = witness.with_name("leaves.bin") if witness else None
    known = read_keys(keys.read_text())
    if leaf_file is None or not leaf_file.exists() or not leaf_file.stat().st_size:
        return Verifier(DatabaseSnapshot(dsn), known, notes, None).run()
    with leaf_file.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as kept:
        return Verifier(DatabaseSnapshot(dsn), known, notes, kept).run()


def main() -> int:
    """Read the arguments, check, print one line per finding."""
    parser = argparse.ArgumentParser(description="Verify the sealed audit log.")
    parser.add_argument("--dsn", required=True, help="libpq connection string of a role that reads every row")
    parser.add_argument("--keys", required=True, type=Path, help="file with one public key per line")
    parser.add_argument("--witness", type=Path, help="file with the witnessed checkpoints")
    given = parser.parse_args()
    try:
        report = verify(given.dsn, given.keys, given.witness)
    except (psycopg.Error, OSError, ValueError) as problem:
        print(f"could not be checked: {problem}", file=sys.stderr)
        return 2
    for notice in report.notices:
        print(f"note: {notice}")
    if report.findings:
        first = report.findings[0]
        print(f"first bad entry: no {first.no} {first.entry_id}")
    for one in report.findings:
        print(f"{one.code}: no {one.no} {one.entry_id} {one.text}")
    for code, count in sorted(report.counts.items()):
        print(f"{code}: {count} in all")
    print(f"{report.entries} entries, {report.checkpoints} checkpoints, {sum(report.counts.values())} findings")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
