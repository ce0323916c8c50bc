"""What somebody asks of the own archive: asked in the portal, answered by its holder, shown page by page with its mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import IntegrityError, transaction

from yinqiao.areas.archives.queries import list_archives_of
from yinqiao.areas.archives.types import ArchiveState
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.digitised import errors, events
from yinqiao.areas.digitised.models import Extract, ExtractPage, Scan
from yinqiao.areas.digitised.queries import get_extract, get_own_archive, get_own_page, open_scan, rule
from yinqiao.areas.digitised.rules import may_show
from yinqiao.areas.digitised.services.reading import mark_of
from yinqiao.areas.digitised.services.writing import sealed
from yinqiao.areas.digitised.types import MATTER, Audience, ExtractState, PageRef, ScanState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.scans.confined import draw


def ask_extract(*, actor: Actor, at: datetime, archive_id: UUID, words: str) -> UUID:
    """Ask the holder of the own archive for pages of it; by an authorisation, too, of which the holder is told.

    Conflict `digitised.asked_already`; Refused `authorisations.not_within`; NotFound for another's.
    """
    with perform(actor=actor, action="digitised.ask_extract", at=at) as act:
        archive = get_own_archive(scope=actor.scope, archive_id=archive_id)
        warrant = require_warrant(actor.scope, MATTER, act.stamp.occurred_on)
        return _ask(act, archive, words, f"{warrant.called}：" if warrant else "")


def ask_extract_for(*, actor: Actor, at: datetime, archive_id: UUID, retiree_id: UUID, words: str, agreed: str) -> UUID:
    """Ask in the place of a person in scope who agreed, in words (`当面口头同意`); refusals as of `ask_extract`."""
    with perform(actor=actor, action="digitised.ask_extract", at=at) as act:
        found = [one for one in list_archives_of(scope=actor.scope, retiree_id=retiree_id) if one.pk == archive_id]
        if not found or found[0].state != ArchiveState.RECEIVED:
            raise NotFound
        return _ask(act, found[0], words, f"{actor.unit} {actor.name}代为申请，本人{agreed}：")


def _ask(act: Act, archive: Any, words: str, by: str) -> UUID:
    if not words.strip():
        raise errors.words_missing("text", "请写一写要哪些材料、做什么用。")
    act.about("retiree", archive.retiree_id)
    made: UUID = uuid_utils.uuid7()
    with widened("digitised.ask_extract"):
        try:
            with transaction.atomic():
                row = Extract.objects.create(
                    id=made, archive_id=archive.pk, retiree_id=archive.retiree_id, place_no=archive.place_no,
                    asked_at=act.at, **sealed(Extract, {"note": f"{by}{words.strip()}"[:500]}, made),
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.asked_already() from problem
        act.emit(events.EXTRACT_ASKED, [_subject(row, archive)])
    return made


def answer_extract(*, actor: Actor, at: datetime, extract_id: UUID, pages: Sequence[PageRef], answer: str = "") -> None:
    """Give pages, or with none say why not. The classes that nobody is shown of the own archive cannot be given.

    Conflict `digitised.not_open`; Invalid `.pages_missing`; Refused `.page_closed`.
    """
    with perform(actor=actor, action="digitised.answer_extract", at=at) as act:
        found = get_extract(scope=actor.scope, extract_id=extract_id)
        row = Extract.objects.select_for_update(of=("self",)).select_related("archive").get(pk=found.pk)
        if row.state != ExtractState.ASKED:
            raise errors.not_open(ExtractState(row.state).label)
        if not pages and not answer.strip():
            raise errors.pages_missing()
        require_open(act, row, pages)
        ExtractPage.objects.bulk_create(
            ExtractPage(extract=row, scan_id=one.scan_id, page_no=one.page_no) for one in dict.fromkeys(pages)
        )
        row.state = ExtractState.GRANTED if pages else ExtractState.REFUSED
        row.answer_note = sealed(Extract, {"answer_note": answer[:300]}, row.pk)["answer_note"]
        row.answered_name, row.answered_at = actor.name[:64], at
        row.answered_id = actor.id
        row.until = at + timedelta(days=rule("extracts", act.stamp.occurred_on)["days"]) if pages else None
        row.save(update_fields=["state", "answer_note", "answered_name", "answered_id", "answered_at", "until"])
        act.about("retiree", row.retiree_id)
        act.note(pages=len(pages))
        act.emit(events.EXTRACT_ANSWERED, [_subject(row, row.archive)])


def see_own_page(*, actor: Actor, at: datetime, page_id: UUID) -> bytes:
    """A page that was given, for the person, while it is given. NotFound otherwise."""
    with perform(actor=actor, action="digitised.see_own_page", at=at) as act:
        page = get_own_page(scope=actor.scope, page_id=page_id, at=at)
        act.about("retiree", page.extract.retiree_id)
        act.note(page=page.page_no)
        mark = mark_of(actor, at, "本人申请的档案摘录")
        return draw(open_scan(page.scan), page.page_no, mark, str(settings.MARK_FONT))


def require_open(act: Act, row: Extract, pages: Sequence[PageRef]) -> None:
    """Refused `digitised.page_closed` unless each is a page of the archive that its person may be given."""
    closed = rule("closed_classes", act.stamp.occurred_on)
    scans = {
        one.pk: one
        for one in Scan.objects.filter(
            pk__in={one.scan_id for one in pages}, item__archive_id=row.archive_id, item__is_classified=False,
            state=ScanState.FILED,
        ).select_related("item")
    }  # fmt: skip
    for one in pages:
        scan = scans.get(one.scan_id)
        if scan is None or scan.item is None or not 1 <= one.page_no <= (scan.pages or 0):
            raise errors.page_closed()
        if not may_show(closed, scan.item.class_no, Audience.PERSON):
            raise errors.page_closed()


def _subject(row: Extract, archive: object) -> Subject:
    return Subject(row.retiree_id, archive.enterprise_id, row.place_no, data={"extract": str(row.pk)})  # type: ignore[attr-defined]
