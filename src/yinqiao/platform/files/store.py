"""Puts files away encrypted, hands them out to who may see their row, and destroys their bytes on confirmation.

The bytes lie under the row's id (`ab/cd/<id>`); name, owner and end are in the row. A crash between the two leaves
bytes without a row, which `sweep_orphans` removes; never a row without bytes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import transaction

from yinqiao.kernel.errors import NotFound, Refused, Unavailable
from yinqiao.kernel.masking import hide_numbers
from yinqiao.platform.access.session import current_actor
from yinqiao.platform.crypto.files import decrypt_chunks, encrypt_file
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class NewFile:
    """What is said of a file when it is put away: its owner is an enterprise, a place, or both where both signed it."""

    kind: str
    name: str  # kept in the open: a number in it that could be somebody's is hidden
    content_type: str
    retention_class: str
    enterprise_id: int | None = None
    place_no: int | None = None
    created_by: UUID | None = None


def _path(file_id: UUID) -> Path:
    """Where the bytes of a file lie. Spread over folders by the random tail, for UUIDv7 begin alike."""
    tail = file_id.hex[-4:]
    return Path(settings.FILES_FOLDER) / tail[:2] / tail[2:] / file_id.hex


def hash_of(source: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a file, read from its beginning and rewound."""
    source.seek(0)
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    source.seek(0)
    return digest.hexdigest(), size


def store_file(source: BinaryIO, what: NewFile) -> StoredFile:
    """Encrypt `source` into the store and add its row in the current transaction; returns the row.

    The bytes are durable (fsync, rename) before the row can commit. Unavailable `files.not_stored` when the store is
    full or broken; nothing is left in it then.
    """
    sha256, size = hash_of(source)
    file_id = uuid_utils.uuid7()
    try:
        put_bytes(source, file_id)
    except OSError as problem:
        raise Unavailable(
            "files.not_stored",
            "文件库空间不足或没有应答，文件没有保存，登记没有变化。",
            next_step="请稍后重试；如仍不成功，请联系系统管理员检查文件库的磁盘。",
        ) from problem
    row = StoredFile(
        id=file_id, kind=what.kind, name=hide_numbers(Path(what.name).name)[:200] or "未命名",
        content_type=what.content_type,
        size=size, sha256=sha256, enterprise_id=what.enterprise_id, place_no=what.place_no,
        retention_class=what.retention_class, created_by=what.created_by,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def put_bytes(source: BinaryIO, file_id: UUID) -> None:
    """Encrypt into the place of a file, in one step and durably; OSError when the store is full or broken."""
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as target:
            encrypt_file(source, target, context=file_id.bytes)
            target.flush()
            os.fsync(target.fileno())
        killpoint("files.before_rename")
        Path(partial).rename(path)
    finally:
        # A full disk must not be filled with the beginnings of files.
        Path(partial).unlink(missing_ok=True)
    killpoint("files.after_rename")


def get_file(file_id: UUID) -> StoredFile:
    """The row of a file within the actor's scope; NotFound when absent, unseen or destroyed."""
    row = StoredFile.objects.filter(pk=file_id, destroyed_at__isnull=True).first()
    if row is None:
        raise NotFound
    return row


def head_of(file_id: UUID, size: int) -> bytes:
    """The first encrypted bytes of a file; empty where the store has lost it."""
    try:
        with _path(file_id).open("rb") as source:
            return source.read(size)
    except FileNotFoundError:
        return b""


def open_chunks(row: StoredFile) -> Iterator[bytes]:
    """The plain bytes in chunks, each verified before it is given out; Unavailable when the store has lost them."""
    try:
        source = _path(row.id).open("rb")
    except FileNotFoundError:
        raise Unavailable(
            "files.bytes_missing",
            "文件暂时无法读取，登记信息没有受影响。",
            next_step="请联系系统管理员从备份恢复文件库。",
        ) from None
    with source:
        yield from decrypt_chunks(source, context=row.id.bytes)


def read_bytes(row: StoredFile) -> bytes:
    """The whole file in memory, for files whose size was limited when they came."""
    return b"".join(open_chunks(row))


def destroy_file(row: StoredFile, *, at: datetime, act_id: UUID) -> None:
    """Mark a file destroyed by an act; the row stays as the record of destruction.

    The bytes go once the act has committed: an act that is undone must not have lost them. What a crash leaves in
    between `sweep_orphans` removes.
    """
    row.destroyed_at, row.destroyed_act = at, act_id
    row.save(update_fields=["destroyed_at", "destroyed_act"])
    path = _path(row.id)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep_orphans(*, older_than: datetime) -> int:
    """Remove bytes that no row knows and parts of broken uploads, untouched since `older_than`; returns how many.

    Refused to anybody but the system: to whom some rows are hidden their files would seem to be orphans.
    """
    if current_actor().role != "system":
        raise Refused("files.sweep_unseeing", "只有系统任务可以清扫文件库。")
    known = {one.hex for one in StoredFile.objects.filter(destroyed_at__isnull=True).values_list("id", flat=True)}
    removed = 0
    for path in Path(settings.FILES_FOLDER).glob("??/??/*"):
        if path.name not in known and path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed
