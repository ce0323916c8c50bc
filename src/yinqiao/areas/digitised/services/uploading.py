"""A file comes in block by block: matched by its name before its first byte, gone on with where it was cut off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Block, Scan, ScanBatch
from yinqiao.areas.digitised.queries import rule
from yinqiao.areas.digitised.rules import ENDINGS, PACKAGE
from yinqiao.areas.digitised.services.matching import match
from yinqiao.areas.digitised.services.writing import drop_blocks, lock_batch, lock_scan, office_of
from yinqiao.areas.digitised.types import NAME_LENGTH, BatchState, Match, Progress, ScanState
from yinqiao.kernel.masking import hide_numbers
from yinqiao.kernel.scan_names import base_name
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.patience import await_slow_line
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.scans.sealing import BLOCK, MOST_BLOCKS, Sealed, put_blocks


def open_batch(*, actor: Actor, at: datetime, name: str) -> UUID:
    """Begin a batch of scans for the own office; returns its id."""
    with perform(actor=actor, action="digitised.open_batch", at=at) as act:
        row = ScanBatch.objects.create(
            place_no=office_of(actor), name=hide_numbers(name.strip())[:80] or f"{act.stamp.occurred_on:%Y-%m-%d} 扫描",
            author_id=actor.id, author_name=actor.name[:64], made_at=at,
        )  # fmt: skip
        act.about("scan_batch", row.pk, people=0)
    return row.pk


def begin_upload(*, actor: Actor, at: datetime, batch_id: UUID, name: str, size: int) -> Progress:
    """Say that a file of `size` bytes comes, or go on with the one of that name and size that was cut off.

    What its name says is matched to the catalogue at once: what belongs nowhere, or is marked as classified, is written
    into the quality report and not one byte of it is taken. Invalid `digitised.bad_upload`, `.too_large`; Conflict
    `.batch_closed`, `.too_many`.
    """
    with perform(actor=actor, action="digitised.begin_upload", at=at) as act:
        batch = lock_batch(act, batch_id, "upload")
        limits = rule("names", act.stamp.occurred_on)
        plain = base_name(name)
        if not plain or size <= 0:
            raise errors.bad_upload()
        if size > limits["most_bytes"]:
            raise errors.too_large(limits["most_bytes"])
        if batch.state == BatchState.FAILED:
            batch.state, batch.closed_at = BatchState.OPEN, None
            batch.save(update_fields=["state", "closed_at"])
        kept = hide_numbers(plain)[-NAME_LENGTH:]
        begun = Scan.objects.filter(batch=batch, name=kept, size=size, state=ScanState.RECEIVING).first()
        if begun is None:
            if Scan.objects.filter(batch=batch).count() >= limits["most_files"]:
                raise errors.too_many(limits["most_files"])
            begun = _announced(act, batch, plain, kept, size)
        return _progress(begun)


def _announced(act: Act, batch: ScanBatch, plain: str, kept: str, size: int) -> Scan:
    ending = PurePath(plain).suffix.lower()
    row = Scan(
        batch=batch, place_no=batch.place_no, name=kept, size=size, author_id=act.actor.id,
        author_name=act.actor.name[:64], made_at=act.at,
    )  # fmt: skip
    if ending in ENDINGS:
        found = match(act, plain)
        if isinstance(found, Match):
            row.state, row.told = ScanState.REFUSED, found.value
        else:
            row.item, row.place_no = found, found.place_no
    elif ending != PACKAGE:
        row.state, row.told = ScanState.REFUSED, "scans.not_a_scan"
    row.save(force_insert=True)
    act.note(told=row.told)
    return row


def _progress(scan: Scan) -> Progress:
    return Progress(scan.pk, scan.received, scan.state != ScanState.RECEIVING)


def take_blocks(*, actor: Actor, at: datetime, scan_id: UUID, no: int, source: BinaryIO) -> Progress:
    """Take the next blocks of a file, from `no` on; the last one of the file sends it to be checked.

    One cut off in the middle is sent again, those before it stay. The same blocks again are no mistake. Invalid
    `digitised.block_incomplete`; Conflict `.other_block`, `.not_receiving`; Unavailable `scans.not_stored`.
    """
    with perform(actor=actor, action="digitised.take_block", at=at) as act:
        scan = lock_scan(actor.scope, scan_id)
        act.about("scan", scan.pk, people=0)
        wanted = -(-scan.received // BLOCK)
        if scan.state != ScanState.RECEIVING:
            raise errors.not_receiving()
        if no < wanted:
            return _progress(scan)
        if no > wanted:
            raise errors.other_block(wanted)
        await_slow_line()
        sealed = put_blocks(source, scan.pk, no, sizes=_sizes(scan.size - scan.received))
        if not sealed:
            raise errors.block_incomplete()
        return _keep(act, scan, no, sealed)


def _sizes(left: int) -> list[int]:
    """The blocks that one request may bring of what is left of a file."""
    return [min(BLOCK, left - done) for done in range(0, min(left, MOST_BLOCKS * BLOCK), BLOCK)]


def _keep(act: Act, scan: Scan, no: int, sealed: Sequence[Sealed]) -> Progress:
    Block.objects.bulk_create(
        Block(scan=scan, no=each, address=one.address, size=one.size) for each, one in enumerate(sealed, no)
    )
    came = sum(one.size for one in sealed)
    scan.received += came
    if scan.received == scan.size:
        scan.state = ScanState.CHECKING
        job = "digitised.unpack" if scan.item_id is None else "digitised.check_scan"
        enqueue(job, act.actor, lock=f"digitised:{scan.pk}", scan_id=str(scan.pk))
    scan.save(update_fields=["received", "state"])
    act.note(no=no, bytes=came)
    return _progress(scan)


def drop_upload(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """Give up a file that will never be whole: it leaves the report, its blocks the store. Conflict `.not_receiving`."""
    with perform(actor=actor, action="digitised.drop_upload", at=at) as act:
        scan = lock_scan(actor.scope, scan_id)
        if scan.state != ScanState.RECEIVING:
            raise errors.not_receiving()
        act.about("scan", scan.pk, people=0)
        drop_blocks([scan.pk])
        scan.delete()
