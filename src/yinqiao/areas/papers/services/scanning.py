"""Scans: put away, read page by page in the confined child, each page filed to the paper whose code it carries."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from yinqiao.areas.papers import errors
from yinqiao.areas.papers.models import Paper, PaperScan, ScanPage
from yinqiao.areas.papers.queries import find_by_code
from yinqiao.areas.papers.rules import state_of_page
from yinqiao.areas.papers.services.filing import count_pages
from yinqiao.areas.papers.types import FiledBy, NewScan, Office, PageState, PaperState, ScanState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile, destroy_file, get_file, read_bytes, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.papers.confined import ScannedPage, read_scan


def take_scan(*, actor: Actor, at: datetime, new: NewScan) -> UUID:
    """Take in a scan, to be read in the background; returns its id. Invalid `files.not_a_scan`."""
    with perform(actor=actor, action="papers.take_scan", at=at) as act:
        office = _office(actor)
        what = NewFile("paper_scan", new.file_name, "", "paper_scan", office.enterprise_id, office.place_no, actor.id)
        row = PaperScan.objects.create(
            place_no=office.place_no, enterprise_id=office.enterprise_id, file_id=keep_scan(new.file, what),
            state=ScanState.READING, author_name=actor.name, author_unit=actor.unit, created_at=at,
        )  # fmt: skip
        enqueue("papers.read_scan", actor, lock=f"papers:{row.pk}", scan_id=str(row.pk))
        act.about("paper_scan", row.pk, people=0)
        return row.pk


def read_scan_pages(*, actor: Actor, at: datetime, scan_id: UUID) -> None:
    """Read a scan and file its pages; the upload itself is destroyed. A file that cannot be read ends as a failed scan."""
    try:
        with perform(actor=actor, action="papers.read_scan", at=at) as act:
            scan = _reading(scan_id)
            if scan is None:
                return
            upload = get_file(scan.file_id)
            pages = [_page(act, scan, no, one) for no, one in enumerate(read_scan(read_bytes(upload)), start=1)]
            ScanPage.objects.bulk_create(pages)
            filed = Counter(page.paper_id for page in pages if page.paper_id)
            for paper_id, count in filed.items():
                count_pages(paper_id, count, at)
            scan.state, scan.page_count = ScanState.READ, len(pages)
            scan.save(update_fields=["state", "page_count"])
            destroy_file(upload, at=at, act_id=act.id)
            act.about("paper_scan", scan.pk, people=0)
            act.note(pages=len(pages), filed=sum(filed.values()), papers=len(filed))
    except DomainError as refusal:
        give_scan_up(actor=actor, at=at, scan_id=scan_id, told=f"{refusal.message}{refusal.next_step}")


def give_scan_up(*, actor: Actor, at: datetime, scan_id: UUID, told: str = "") -> None:
    """End a scan that cannot be read, so that nobody waits for it."""
    with perform(actor=actor, action="papers.give_scan_up", at=at) as act:
        if scan := _reading(scan_id):
            scan.state = ScanState.FAILED
            scan.told = (told or "系统多次尝试都没有读完，没有归档任何一页。请分成几份后重新上传。")[:300]
            scan.save(update_fields=["state", "told"])
            act.about("paper_scan", scan.pk, people=0)


def _reading(scan_id: UUID) -> PaperScan | None:
    return PaperScan.objects.select_for_update().filter(pk=scan_id, state=ScanState.READING).first()


def _office(actor: Actor) -> Office:
    scope = actor.scope
    if scope.place_from < scope.place_to:
        return Office(place_no=scope.place_from)
    if scope.enterprises:
        return Office(enterprise_id=min(scope.enterprises))
    raise errors.other_office()


def _page(act: Act, scan: PaperScan, no: int, read: ScannedPage) -> ScanPage:
    paper = find_by_code(scope=act.actor.scope, codes=read.codes).get(read.codes[0]) if len(read.codes) == 1 else None
    state = state_of_page(len(read.codes), PaperState(paper.state) if paper else None)
    filed = paper if state is PageState.FILED else None
    owner: Paper | PaperScan = filed or scan
    what = NewFile("paper_page", f"第{no}页.jpg", "image/jpeg", "paper_page", created_by=act.actor.id)
    what = replace(what, enterprise_id=owner.enterprise_id, place_no=owner.place_no)
    return ScanPage(
        scan=scan, page_no=no, place_no=owner.place_no, enterprise_id=owner.enterprise_id, state=state, paper=filed,
        filed_by=FiledBy.CODE if filed else "", file_id=store_file(io.BytesIO(read.picture), what).id,
    )  # fmt: skip
