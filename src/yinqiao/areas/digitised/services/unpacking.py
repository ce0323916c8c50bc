"""A package of scans becomes its files: each is announced, taken in and checked as if it had come alone."""

from __future__ import annotations

import io
from datetime import datetime
from uuid import UUID

from yinqiao.areas.digitised.models import Scan
from yinqiao.areas.digitised.queries import open_scan
from yinqiao.areas.digitised.services.checking import checking, refuse
from yinqiao.areas.digitised.services.uploading import begin_upload, take_blocks
from yinqiao.areas.digitised.services.writing import drop_blocks
from yinqiao.areas.digitised.types import Progress, ScanState
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.scans.confined import unpack
from yinqiao.platform.scans.sealing import BLOCK


def unpack_package(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """Take the files out of a package, all or none; the package itself is not kept."""
    with perform(actor=actor, action="digitised.unpack", at=at) as act:
        scan = checking(scan_id)
        if scan is None:
            return
        act.about("scan", scan.pk, people=0)
        try:
            with perform(actor=actor, action="digitised.take_out", at=at) as taking:
                count = _take_out(actor, at, scan)
                taking.about("scan", scan.pk, people=0)
                taking.note(files=count)
        except Invalid as refusal:
            refuse(act, scan, refusal.code)
            return
        drop_blocks([scan.pk])
        scan.state, scan.received = ScanState.UNPACKED, 0
        scan.save(update_fields=["state", "received"])


def _take_out(actor: Actor, at: datetime, package: Scan) -> int:
    """How many files were in it. Invalid `scans.…` when it breaks, after which nothing of it is kept."""
    count, into, waiting = 0, None, bytearray()
    for told in unpack(open_scan(package)):
        if isinstance(told, tuple):
            into, waiting, count = _announce(actor, at, package, told), bytearray(), count + 1
            continue
        if into is None:
            continue
        waiting += told
        while len(waiting) >= BLOCK or len(waiting) == into.size - into.taken:
            piece, waiting = bytes(waiting[:BLOCK]), waiting[BLOCK:]
            take_blocks(actor=actor, at=at, scan_id=into.scan_id, no=into.taken // BLOCK, source=io.BytesIO(piece))
            into.taken += len(piece)
            if into.taken == into.size:
                into = None
                break
    return count


class _Into:
    """A file of the package on its way in."""

    def __init__(self, progress: Progress, size: int) -> None:
        self.scan_id, self.size, self.taken = progress.scan_id, size, 0


def _announce(actor: Actor, at: datetime, package: Scan, told: tuple[str, int]) -> _Into | None:
    name, size = told
    if not size or name.rsplit("/", 1)[-1].startswith("."):
        return None
    progress = begin_upload(actor=actor, at=at, batch_id=package.batch_id, name=name, size=size)
    # One that was begun by hand and cut off goes on by hand; one that belongs nowhere is not taken.
    return None if progress.is_whole or progress.received else _Into(progress, size)
