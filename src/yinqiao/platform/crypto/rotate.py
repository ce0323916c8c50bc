"""Moves the rows of a table to the active keys while the site runs: ciphertexts and blind indexes, batch by batch.

It keeps no note of how far it came: a ciphertext names its key, so a run that was killed is simply started again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.platform.acts.perform import perform
from yinqiao.platform.crypto.blind import blind_many, short_many
from yinqiao.platform.crypto.cipher import active_header, decrypt_many, encrypt_many
from yinqiao.platform.crypto.stores import ROTATOR
from yinqiao.platform.faults import killpoint

BATCH = 2000

Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class BlindColumn:
    """A blind index: the column it stands in, the encrypted column it is made of, the kind of value, what is indexed.

    `is_short` for those of `short_many`. With `parts` in place of `of` the column holds an array: the short index of
    each part of the text (its words), in ascending order.
    """

    column: str
    source: str
    kind: str
    of: Callable[[str], str | None] = str
    is_short: bool = False
    parts: Callable[[str], Collection[str]] | None = None

    def made_of(self, texts: Sequence[str | None]) -> Sequence[Any]:
        """The indexes of texts under the active key; None stays None."""
        if self.parts is not None:
            return [None if text is None else parts_index(self.parts(text), self.kind) for text in texts]
        values = [None if text is None else self.of(text) for text in texts]
        return short_many(values, self.kind) if self.is_short else blind_many(values, self.kind)

    @property
    def sql_type(self) -> str:
        """The type of the column."""
        return "bigint[]" if self.parts is not None else "bigint" if self.is_short else "bytea"


def parts_index(parts: Collection[str], kind: str) -> list[int]:
    """The short indexes of the parts of a text under the active key, ascending: nothing tells in which order they stood."""
    return sorted({one for one in short_many(list(parts), kind) if one is not None})


@dataclass(frozen=True)
class EncryptedTable:
    """A table with ciphertext. `bind` makes of a row's key the bytes that are bound into its ciphertexts.

    `cell` names the table and column that are bound in, where they are not the table's own (a value that moves on into
    another table as it is). `blind_in` is the table, keyed by `id`, that holds the blind indexes of the key's first part.
    `digest` stands beside the indexes: the SHA-256 of the first column's ciphertext.
    History tables are left out on purpose: their rows are sealed, and a new ciphertext would break the seal. A key
    that a history names stays in the keyring until that history is destroyed.
    """

    table: str
    columns: tuple[str, ...]
    blind: tuple[BlindColumn, ...] = ()
    key: tuple[str, ...] = ("id",)
    bind: Callable[[Key], bytes] = lambda key: UUID(str(key[0])).bytes
    cell: tuple[str, str] | None = None
    blind_in: str | None = None
    digest: str | None = None

    def cell_of(self, column: str) -> tuple[str, str]:
        """Table and column that are bound into the ciphertexts of a column."""
        return self.cell or (self.table, column)


_registered: dict[str, EncryptedTable] = {}


def register_encrypted(table: EncryptedTable) -> None:
    """A room names its table once, in `apps.py`, so that no rotation forgets it."""
    _registered[table.table] = table


def encrypted_tables() -> tuple[EncryptedTable, ...]:
    """Every registered table, by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def rotate_table(target: EncryptedTable, *, at: datetime, batch: int = BATCH) -> int:
    """Bring every row of `target` under the active field and blind keys; returns how many rows were changed.

    Each batch is an act of its own (`crypto.keys_rotated`): a killed run has lost nothing and is started again; a
    row that is current is not touched. While it runs, searches must use `blind_candidates`. `at` stamps the acts.
    Unavailable `crypto.key_missing` or Invalid `crypto.data_damaged` stop it at the first row that cannot be read.
    """
    changed, last = 0, None
    types = _key_types(target)
    while True:
        with perform(actor=ROTATOR, action="crypto.keys_rotated", at=at) as act:
            rows = _next_rows(target, last, batch)
            if rows:
                count = _update(target, types, _renewed(target, rows))
                act.note(table=target.table, rows=count)
                changed += count
                last = rows[-1][: len(target.key)]
            killpoint("crypto.rotate.before_commit")
        killpoint("crypto.rotate.after_commit")
        if len(rows) < batch:
            return changed


def _next_rows(target: EncryptedTable, last: Key | None, limit: int) -> list[Key]:
    """Key, ciphertexts and indexes of the next rows by key, locked. Without blind indexes only rows of old keys."""
    beside = "b" if target.blind_in else "t"
    columns = [sql.Identifier("t", name) for name in (*target.key, *target.columns)]
    columns += [sql.Identifier(beside, one.column) for one in target.blind]
    key = sql.SQL(", ").join(sql.Identifier("t", name) for name in target.key)
    table = sql.SQL("{} t").format(sql.Identifier(target.table))
    if target.blind_in:
        joined = sql.SQL("{} JOIN {} b ON b.id = {}")
        table = joined.format(table, sql.Identifier(target.blind_in), sql.Identifier("t", target.key[0]))
    conditions: list[sql.Composable] = [sql.SQL("true")]
    if last is not None:
        conditions.append(sql.SQL("({}) > ({})").format(key, sql.SQL(", ").join(map(sql.Literal, last))))
    if not target.blind:
        old = [
            sql.SQL("substring({} FROM 1 FOR 6) <> {}").format(sql.Identifier("t", c), sql.Literal(active_header()))
            for c in target.columns
        ]
        conditions.append(sql.SQL("({})").format(sql.SQL(" OR ").join(old)))
    query = sql.SQL("SELECT {columns} FROM {table} WHERE {where} ORDER BY {key} LIMIT {limit} FOR UPDATE").format(
        columns=sql.SQL(", ").join(columns), table=table,
        where=sql.SQL(" AND ").join(conditions), key=key, limit=sql.Literal(limit),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def _renewed(target: EncryptedTable, rows: Sequence[Key]) -> Iterator[Key]:
    """The rows that change, with their new ciphertexts and indexes."""
    width = len(target.key)
    bound = [target.bind(row[:width]) for row in rows]
    header = active_header()
    plain: dict[str, list[str | None]] = {}
    new: list[list[Any]] = []
    for place, column in enumerate(target.columns, start=width):
        old = [row[place] for row in rows]
        table, name = target.cell_of(column)
        plain[column] = decrypt_many(old, bound, table=table, column=name)
        again = encrypt_many(plain[column], bound, table=table, column=name)
        new.append([was if was is None or was.startswith(header) else now for was, now in zip(old, again, strict=True)])
    for place, one in enumerate(target.blind, start=width + len(target.columns)):
        texts = plain[one.source]
        made = one.made_of(texts)
        # Without the ciphertext there is nothing to make the index of: it stays.
        new.append([row[place] if text is None else index for row, text, index in zip(rows, texts, made, strict=True)])
    for row, fresh in zip(rows, zip(*new, strict=True), strict=True):
        if row[width:] != fresh:
            yield (*row[:width], *fresh)


def _update(target: EncryptedTable, types: list[str], rows: Iterator[Key]) -> int:
    """One statement per table for all: triggers of row history run once."""
    changed = list(rows)
    if not changed:
        return 0
    sealed = dict.fromkeys(target.columns, "bytea")
    blind = {one.column: one.sql_type for one in target.blind}
    width = len(target.key)
    if target.digest:
        blind[target.digest] = "bytea"
        changed = [(*row, sha256(row[width]).digest()) for row in changed]
    if target.blind_in is None:
        return _write(target.table, dict(zip(target.key, types, strict=True)), sealed | blind, changed)
    indexes = [(row[0], *row[width + len(target.columns) :]) for row in changed]
    _write(target.blind_in, {"id": types[0]}, blind, indexes)
    kept = [row[: width + len(target.columns)] for row in changed]
    return _write(target.table, dict(zip(target.key, types, strict=True)), sealed, kept)


def _write(table: str, key: dict[str, str], names: dict[str, str], rows: Sequence[Key]) -> int:
    # An array goes to the server as its text: arrays of arrays would have to be of one length.
    kinds = ["text" if kind.endswith("[]") else kind for kind in (*key.values(), *names.values())]
    arrays = [sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in kinds]
    query = sql.SQL("UPDATE {table} AS t SET {sets} FROM unnest({arrays}) AS v ({names}) WHERE {match}").format(
        table=sql.Identifier(table), arrays=sql.SQL(", ").join(arrays),
        names=sql.SQL(", ").join(map(sql.Identifier, [*key, *names])),
        sets=sql.SQL(", ").join(
            sql.SQL("{0} = v.{0}::{1}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in names.items()
        ),
        match=sql.SQL(" AND ").join(sql.SQL("t.{0} = v.{0}").format(sql.Identifier(k)) for k in key),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query, [list(map(_sent, column)) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)


def _sent(value: object) -> object:
    return array_text(value) if isinstance(value, list) else value


def array_text(numbers: Collection[int]) -> str:
    """Numbers as the server reads an array."""
    return f"{{{','.join(map(str, numbers))}}}"


def _key_types(target: EncryptedTable) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = %s::regclass",
            [target.table],
        )
        types = dict(cursor.fetchall())
    return [types[name] for name in target.key]
