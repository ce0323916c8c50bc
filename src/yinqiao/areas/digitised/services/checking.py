"""What came in is looked through in the confined child: filed to its material, or written into the report with why not."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from yinqiao.areas.digitised import events
from yinqiao.areas.digitised.models import Block, Item, Scan
from yinqiao.areas.digitised.queries import open_scan
from yinqiao.areas.digitised.services.writing import drop_blocks
from yinqiao.areas.digitised.types import Match, ScanState
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.scans.confined import look
from yinqiao.platform.scans.sealing import open_block


def check_scan(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """File a scan, or refuse it with its reason. One that waits for nothing any more is left as it is."""
    with perform(actor=actor, action="digitised.check_scan", at=at) as act:
        scan = checking(scan_id)
        if scan is None:
            return
        act.about("scan", scan.pk, people=0)
        try:
            found = look(open_scan(scan), scan.name)
            scan.content_type, scan.pages = found.content_type, found.pages
            scan.sha256 = _digest(scan)
            told = _fits(scan)
        except Invalid as refusal:
            told = refusal.code
        if told:
            refuse(act, scan, told)
        else:
            _file(act, scan)


def give_scan_up(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """End a file that cannot be read, so that nobody waits for it."""
    with perform(actor=actor, action="digitised.give_scan_up", at=at) as act:
        if scan := checking(scan_id):
            act.about("scan", scan.pk, people=0)
            refuse(act, scan, "scans.stopped")


def checking(scan_id: UUID) -> Scan | None:
    """A file that waits for its check, locked."""
    found = Scan.objects.select_for_update(of=("self",)).filter(pk=scan_id, state=ScanState.CHECKING)
    return found.select_related("item__archive", "batch").first()


def _digest(scan: Scan) -> str:
    digest = hashlib.sha256()
    for block in Block.objects.filter(scan=scan).order_by("no"):
        for piece in open_block(block.address, scan.pk, block.no):
            digest.update(piece)
    return digest.hexdigest()


def _fits(scan: Scan) -> str:
    """Why a scan cannot be filed; empty where it can. The catalogue may have changed since the file was announced."""
    item = scan.item
    if item is None:
        return Match.NAME.value
    if Item.objects.select_for_update().get(pk=item.pk).is_classified:
        return Match.CLASSIFIED.value
    if item.pages is not None and item.pages != scan.pages:
        return Match.PAGES.value
    same = Scan.objects.filter(item__archive_id=item.archive_id, sha256=scan.sha256, state=ScanState.FILED)
    return Match.SAME.value if same.exists() else ""


def _file(act: Act, scan: Scan) -> None:
    Scan.objects.filter(item=scan.item, state=ScanState.FILED).update(state=ScanState.REPLACED)
    scan.state, scan.checked_at = ScanState.FILED, act.at
    scan.save(update_fields=["state", "checked_at", "content_type", "pages", "sha256"])
    act.note(pages=scan.pages, bytes=scan.size)
    archive = scan.item.archive  # type: ignore[union-attr]
    act.emit(
        events.SCAN_FILED,
        [Subject(archive.retiree_id, archive.enterprise_id, scan.place_no, data={"pages": scan.pages})],
    )


def refuse(act: Act, scan: Scan, told: str) -> None:
    """What is refused is not kept: a file that runs something has no place in the store."""
    drop_blocks([scan.pk])
    scan.state, scan.told, scan.received = ScanState.REFUSED, told[:40], 0
    scan.save(update_fields=["state", "told", "received", "content_type", "pages", "sha256"])
    act.note(told=told)
