"""`yinqiao audit verify`: recomputes every seal from the live tables and compares it with checkpoints and witness.

The quick check of the house itself; `tools/verify_audit.py` is the one that shares no code with it and goes further.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.checkpoint import CheckpointError, opened
from yinqiao.platform.audit.merkle import Frontier
from yinqiao.platform.audit.seal import verifier_keys, witness
from yinqiao.platform.audit.seal_form import SELECT_ENTRIES, RowForm, digests, leaf_of
from yinqiao.platform.audit.seal_witness import Witness

_BATCH = 2000
_LEAVES = "SELECT no, entry_id, rows::text, hash FROM audit_leaf WHERE no > %s ORDER BY no LIMIT %s"
_FORMS = "SELECT id, table_name, order_column, columns FROM audit_sealform"
_NOTES = "SELECT note FROM audit_checkpoint ORDER BY no"
_LOST = """
SELECT count(*) FROM audit_entry e
WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM audit_sealpending p WHERE p.entry_id = e.id)
"""


@dataclass(frozen=True)
class Breach:
    """One thing that is not as sealed: entry number (0: the log as a whole), code, Chinese sentence."""

    no: int
    code: str
    text: str


@dataclass
class Proof:
    """The outcome: how far the log was read and what is wrong, the first false entry first."""

    entries: int = 0
    checkpoints: int = 0
    waiting: int = 0
    breaches: list[Breach] = field(default_factory=list)


def verify_log(outside: Witness | None = None) -> Proof:
    """Check the whole log; sees only what the worker's role with everybody's scope sees. Reads only.

    The sealing keys come from this installation's keyring and the witness from its settings: against someone who
    holds both, use the stand-alone verifier with keys and witness kept elsewhere.
    """
    outside = outside or witness()
    proof = Proof()
    with acting(Actor.system("verifier")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_sealpending")
        proof.waiting = cursor.fetchone()[0]
        cursor.execute(_LOST)
        if lost := cursor.fetchone()[0]:
            proof.breaches.append(Breach(0, "audit.entry_inserted", f"有 {lost} 条记录既未封存也不在待封存队列中。"))
        cursor.execute(_FORMS)
        forms = {row[0]: RowForm(*row) for row in cursor.fetchall()}
        roots = _expected_roots(cursor, outside, proof)
        _walk(forms, roots, iter(outside.leaves()), proof)
    proof.breaches.sort(key=lambda one: (one.no == 0, one.no))
    return proof


def _expected_roots(cursor: Any, outside: Witness, proof: Proof) -> dict[int, set[bytes]]:
    """Every root that some signed checkpoint, here or outside, promises for a size."""
    keys = verifier_keys()
    cursor.execute(_NOTES)
    stored = [row[0] for row in cursor.fetchall()]
    proof.checkpoints = len(stored)
    roots: dict[int, set[bytes]] = {}
    try:
        standing = outside.standing(keys)
        for checkpoint in (opened(note, keys) for note in stored):
            roots.setdefault(checkpoint.size, set()).add(checkpoint.root)
    except CheckpointError:
        proof.breaches.append(Breach(0, "audit.checkpoint_forged", "有检查点的签名不可信。"))
        return roots
    known = set(stored)
    for note, checkpoint in standing:
        roots.setdefault(checkpoint.size, set()).add(checkpoint.root)
        if note not in known:
            proof.breaches.append(Breach(0, "audit.checkpoint_missing", "外部见证中的一个检查点在数据库中不存在。"))
    return roots


def _walk(forms: dict[int, RowForm], roots: dict[int, set[bytes]], kept: Iterator[bytes], proof: Proof) -> None:
    """Leaf by leaf: number, content, the hash that the witness keeps, the roots."""
    frontier = Frontier()
    # A return to before the first seal is signed over nothing.
    if roots.pop(0, {frontier.root()}) != {frontier.root()}:
        proof.breaches.append(Breach(1, "audit.root_differs", "空日志的摘要与签名检查点不符。"))
    for batch in _leaf_batches():
        for (no, _, _, stored), digest in zip(batch, _recomputed(batch, forms), strict=True):
            if no != frontier.size + 1:
                proof.breaches.append(Breach(frontier.size + 1, "audit.leaf_numbers", "封存序号不连续。"))
                return
            if not digest == stored == next(kept, stored):
                proof.breaches.append(Breach(no, "audit.entry_changed", f"第 {no} 条记录与封存时不一致。"))
            frontier.append(stored)
            if roots.pop(no, {frontier.root()}) != {frontier.root()}:
                proof.breaches.append(Breach(no, "audit.root_differs", f"至第 {no} 条的摘要与签名检查点不符。"))
    proof.entries = frontier.size
    if roots:
        text = f"第 {frontier.size + 1} 至 {max(roots)} 条记录曾经封存，现已不存在。"
        proof.breaches.append(Breach(frontier.size + 1, "audit.tail_cut", text))


def _leaf_batches() -> Iterator[list[tuple[int, UUID, Any, bytes]]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_LEAVES, [last, _BATCH])
            batch = [(no, entry, json.loads(rows), bytes(digest)) for no, entry, rows, digest in cursor.fetchall()]
        if not batch:
            return
        yield batch
        last = batch[-1][0]


def _recomputed(batch: list[tuple[int, UUID, Any, bytes]], forms: dict[int, RowForm]) -> list[bytes]:
    """What each leaf hash must be: the entry as it is now, the digests of its rows as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT_ENTRIES + " WHERE e.id = ANY(%s)", [[entry for _, entry, _, _ in batch]])
        entries = {row[0]: row for row in cursor.fetchall()}
    bound: dict[tuple[str, int], list[Any]] = {}
    for form in forms.values():
        acts = [entry for _, entry, rows, _ in batch if _form_of(rows, form.table) == form.id]
        for act, count, digest in digests(form, acts) if acts else ():
            bound[act, form.id] = [form.id, count, digest]
    hashes = []
    for _, entry_id, rows, _ in batch:
        act = str(entry_id)
        if "missing" in rows:
            hashes.append(b"" if act in entries else leaf_of(act, None, rows))
            continue
        now = {table: bound.get((act, value[0]), [value[0], 0, ""]) for table, value in rows.items()}
        hashes.append(leaf_of(act, entries[act], now) if act in entries else b"")
    return hashes


def _form_of(rows: dict[str, Any], table: str) -> int | None:
    return rows[table][0] if table in rows else None
