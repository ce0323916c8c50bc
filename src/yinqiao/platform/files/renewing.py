"""Stored files brought under the active key: opened, verified, written beside and put in their place in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from yinqiao.kernel.errors import DomainError, Unavailable
from yinqiao.platform.access.session import acting
from yinqiao.platform.acts.perform import perform
from yinqiao.platform.crypto.errors import data_damaged
from yinqiao.platform.crypto.files import Pieces
from yinqiao.platform.crypto.stores import ACTION, HEAD, ROTATOR, Renewed, is_old
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import head_of, open_chunks, put_bytes

_BATCH = 20


class StoredFiles:
    """The store of files, for a rotation of keys."""

    label = "文件"

    def heads(self) -> Iterator[bytes]:
        """The first bytes of each that was not destroyed."""
        with acting(ROTATOR):
            for pk in StoredFile.objects.filter(destroyed_at__isnull=True).values_list("pk", flat=True).iterator():
                yield head_of(pk, HEAD)

    def renew(self, *, at: datetime) -> Iterator[Renewed]:
        """Batch by batch. The row is held, so that nobody destroys a file while it is written anew.

        Unavailable `files.not_renewed` when the store is full: what was written so far stays, nothing is lost.
        """
        last = None
        while True:
            with perform(actor=ROTATOR, action=ACTION, at=at) as act:
                found = StoredFile.objects.select_for_update().filter(destroyed_at__isnull=True).order_by("pk")
                rows = list((found.filter(pk__gt=last) if last else found)[:_BATCH])
                told = [_renew(one) for one in rows]
                act.note(store="files", rows=told.count(True), unreadable=told.count(None))
            yield Renewed(told.count(True), told.count(None))
            if len(rows) < _BATCH:
                return
            last = rows[-1].pk


def _renew(row: StoredFile) -> bool | None:
    """Whether it was old; None for one that is lost or damaged, which stays as it is."""
    try:
        if not is_old(head_of(row.pk, HEAD)):
            return False
        put_bytes(cast(BinaryIO, Pieces(_verified(row))), row.pk)
    except DomainError:
        return None
    except OSError as problem:
        raise Unavailable(
            "files.not_renewed", "文件库空间不足或没有应答，更换密钥已停止，已有的文件都没有受影响。",
            next_step="请检查磁盘，再运行 yinqiao keys resume。",
        ) from problem  # fmt: skip
    return True


def _verified(row: StoredFile) -> Iterator[bytes]:
    """The plain bytes, which in the end must be those that were put away."""
    digest = hashlib.sha256()
    for chunk in open_chunks(row):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != row.sha256:
        raise data_damaged()
