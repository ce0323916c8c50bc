"""Seals committed audit entries in batches: leaves, a signed checkpoint, a line for the outside witness.

Runs after commit, in one process, so that business transactions never wait for each other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.checkpoint import (
    Checkpoint,
    CheckpointError,
    Signer,
    VerifierKey,
    opened,
    signed,
)
from yinqiao.platform.audit.merkle import EMPTY_ROOT, Frontier
from yinqiao.platform.audit.seal_form import SELECT_ENTRIES, array_of, current_forms, digests, leaf_of
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Purpose
from yinqiao.platform.faults import killpoint

BATCH = 1000
PAUSE_SECONDS = 2.0
_LOCK = 7_305_002
_SEALER = Actor.system("sealer")

_TAKE = """
DELETE FROM audit_sealpending WHERE no IN (SELECT no FROM audit_sealpending ORDER BY no LIMIT %s)
RETURNING entry_id
"""
_STATE = "SELECT size, root, peaks, note FROM audit_checkpoint ORDER BY no DESC LIMIT 1"
_NOTES_AFTER = "SELECT size, note FROM audit_checkpoint WHERE no > %s ORDER BY no"
_ADD_CHECKPOINT = "INSERT INTO audit_checkpoint (size, root, peaks, note, sealed_at) VALUES (%s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class LogState:
    """Where the log stands in the database: its last checkpoint and what is needed to go on."""

    checkpoint: Checkpoint
    frontier: Frontier


def verifier_keys() -> list[VerifierKey]:
    """The public halves of every sealing key of the keyring, the active one first: hand them to the witnesses."""
    return [_signer(key).verifier() for key in current_keyring().all(Purpose.SEAL)]


def _signer(key: Key) -> Signer:
    return Signer(f"yinqiao-{key.id:08x}", key.suite, key.secret)


def witness() -> Witness:
    """The witness of this installation (setting `WITNESS_FILE`)."""
    return Witness(Path(settings.WITNESS_FILE))


def seal_pending(outside: Witness | None = None) -> int:
    """Seal everything that is committed and waits; returns how many entries. One sealer at a time, others get 0.

    Unavailable `audit.log_broken` when the stored tail does not fit its own signed checkpoint, and
    `audit.witness_ahead` when the witness knows more than the database (a restored backup or a rewound log): a log
    that was tampered with is not extended.
    """
    outside = outside or witness()
    outside.note_keys(verifier_keys())
    catch_up(outside)
    total = 0
    while sealed := _seal_batch():
        total += sealed
        catch_up(outside)
    return total


def run_sealer(stop: Event) -> None:
    """Seal every two seconds until `stop` is set: the loop of the sealer process."""
    while not stop.is_set():
        seal_pending()
        stop.wait(PAUSE_SECONDS)


def waiting() -> int:
    """How many committed entries wait for their seal: the lag that /healthz tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_sealpending")
        return int(cursor.fetchone()[0])


def accept_restore(outside: Witness | None = None) -> int:
    """After a restore: sign that the log goes on from an older size; returns how many witnessed entries are lost.

    The database must stand at a checkpoint that the witness knows with the same root, or before the first of them.
    The verifier goes on to report the loss as a notice: it can be explained, never hidden.
    """
    outside = outside or witness()
    keys = verifier_keys()
    with acting(_SEALER):
        if not _lock():
            return 0
        state, last = _state(keys), outside.last(keys)
        frontier = state.frontier if state else Frontier()
        if last is None or last.size <= frontier.size:
            return 0
        known = {(c.size, c.root) for c in (opened(note, keys) for note in outside.notes())}
        if (frontier.size, frontier.root()) not in known | {(0, EMPTY_ROOT)}:
            raise _broken()
        _write_checkpoint(frontier, last.origin, timezone.now(), restored=True)
        outside.set_leaves_aside(frontier.size)
    catch_up(outside)
    return last.size - frontier.size


def catch_up(outside: Witness) -> None:
    """Bring the witness up to the database; what a crash kept from it is appended now."""
    keys = verifier_keys()
    try:
        with acting(_SEALER):
            if not _lock():
                return
            _state(keys)
            known = outside.last(keys)
            for start, size, note in _unwitnessed(known, outside, keys):
                outside.append_leaves(start, _leaves_between(start, size))
                outside.append_note(note)
    except CheckpointError as problem:
        raise _broken() from problem


def _unwitnessed(known: Checkpoint | None, outside: Witness, keys: list[VerifierKey]) -> list[tuple[int, int, str]]:
    """(first leaf, size, note) of each checkpoint that the witness lacks."""
    no, at = (0, 0) if known is None else _last_common(outside, keys)
    with connection.cursor() as cursor:
        cursor.execute(_NOTES_AFTER, [no])
        rows = cursor.fetchall()
    is_return = bool(rows) and opened(rows[0][1], keys).restored
    if known is not None and at < known.size and not is_return:
        raise _ahead()
    todo = []
    for size, note in rows:
        todo.append((min(at, size), size, note))
        at = size
    return todo


def _last_common(outside: Witness, keys: list[VerifierKey]) -> tuple[int, int]:
    """The number and size of the newest checkpoint that witness and database share; (0, 0) if there is none."""
    with connection.cursor() as cursor:
        for note in _newest_first(outside):
            if no := _number_of(cursor, note, keys):
                return no, opened(note, keys).size
    return 0, 0


def _newest_first(outside: Witness) -> Iterator[str]:
    """Nearly always the newest note serves; the whole file is read only after a restore."""
    if newest := outside.last_note():
        yield newest
        yield from reversed(outside.notes()[:-1])


def _number_of(cursor: Any, note: str, keys: list[VerifierKey]) -> int:
    """The number of the checkpoint with this note in the database, 0 when it is not there."""
    cursor.execute("SELECT no FROM audit_checkpoint WHERE size = %s AND note = %s", [opened(note, keys).size, note])
    found = cursor.fetchone()
    return int(found[0]) if found else 0


def _ahead() -> Unavailable:
    return Unavailable(
        "audit.witness_ahead",
        "外部见证记录比数据库中的审计日志更新：数据库可能是从备份恢复的，或者日志被回退。",
        next_step="如确系恢复备份，请由审计管理员执行“确认恢复”；否则请立即保全现场并报告。",
    )


def _broken() -> Unavailable:
    return Unavailable(
        "audit.log_broken",
        "审计日志与其签名检查点不一致，系统已停止继续封存。",
        next_step="请立即运行审计核验，保全现场并报告信息安全负责人。",
    )


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _state(keys: list[VerifierKey]) -> LogState | None:
    """The last checkpoint, checked against its signature, its own columns and the number of the last leaf."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        row = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(no), 0) FROM audit_leaf")
        leaves = cursor.fetchone()[0]
    if row is None:
        if leaves:
            raise _broken()
        return None
    try:
        frontier = Frontier.from_bytes(row[0], bytes(row[2]))
        checkpoint = opened(row[3], keys)
    except ValueError as problem:
        raise _broken() from problem
    if not checkpoint.size == row[0] == leaves or not checkpoint.root == bytes(row[1]) == frontier.root():
        raise _broken()
    return LogState(checkpoint, frontier)


def _seal_batch() -> int:
    with acting(_SEALER):
        if not _lock():
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [BATCH])
            taken = [row[0] for row in cursor.fetchall()]
        if not taken:
            return 0
        state = _state(verifier_keys())
        frontier = state.frontier if state else Frontier()
        leaves = _leaves_of(taken, frontier)
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY audit_leaf (no, entry_id, rows, hash) FROM STDIN") as copy,
        ):
            for leaf in leaves:
                copy.write_row(leaf)
        origin = state.checkpoint.origin if state else f"yinqiao/audit/{secrets.token_hex(8)}"
        _write_checkpoint(frontier, origin, timezone.now())
        killpoint("audit.seal.before_commit")
    killpoint("audit.seal.after_commit")
    return len(taken)


def _leaves_of(taken: Sequence[UUID], frontier: Frontier) -> list[tuple[int, UUID, Any, bytes]]:
    """The leaf rows of entries in the order in which they were recorded; `frontier` grows by them."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT_ENTRIES + " WHERE e.id = ANY(%s::uuid[]) ORDER BY e.recorded_at, e.id", [array_of(taken)])
        entries = {row[0]: row for row in cursor.fetchall()}
    bound: dict[str, dict[str, Any]] = {}
    for form in current_forms():
        for act, count, digest in digests(form, taken):
            bound.setdefault(act, {})[form.table] = [form.id, count, digest]
    gone = [str(one) for one in taken if str(one) not in entries]
    leaves = []
    for entry_id in [*entries, *gone]:
        rows = bound.get(entry_id, {}) if entry_id in entries else {"missing": True}
        leaf = leaf_of(entry_id, entries.get(entry_id), rows)
        frontier.append(leaf)
        leaves.append((frontier.size, UUID(entry_id), Jsonb(rows), leaf))
    return leaves


def _write_checkpoint(frontier: Frontier, origin: str, now: datetime, *, restored: bool = False) -> None:
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    checkpoint = Checkpoint(origin, frontier.size, frontier.root(), moment, restored)
    note = signed(checkpoint, _signer(current_keyring().active(Purpose.SEAL)))
    with connection.cursor() as cursor:
        cursor.execute(_ADD_CHECKPOINT, [frontier.size, frontier.root(), frontier.to_bytes(), note, now])


def _leaves_between(start: int, size: int) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM audit_leaf WHERE no > %s AND no <= %s ORDER BY no", [start, size])
        return [bytes(row[0]) for row in cursor.fetchall()]
