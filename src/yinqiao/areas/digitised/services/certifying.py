"""A granted extract on paper that counts: its pages in one document, certified, sealed and registered as a certificate."""

from __future__ import annotations

import base64
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.certificates.services import certify, require_certifier
from yinqiao.areas.certificates.types import Cover, Document, How
from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Extract, ExtractPage
from yinqiao.areas.digitised.queries import get_extract, is_certified, open_scan, rule
from yinqiao.areas.digitised.services.extracts import require_open
from yinqiao.areas.digitised.types import ExtractState, PageRef
from yinqiao.kernel.archive_classes import class_label
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.scans.confined import draw
from yinqiao.platform.typesetting import left_open, typeset

_TEMPLATE = Path(__file__).parents[1] / "typst" / "extract.typ"
_BASIS = "人社部发〔2021〕112号：依据档案记载出具证明"
JOB = "digitised.certify"
TITLE, WORDS = "档案摘录", "经核对与原件一致"
# A page is fitted into the frame by its own proportions: what our child drew is not read here.
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1000" height="1414">'
    '<image width="1000" height="1414" xlink:href="data:image/jpeg;base64,{}"/></svg>'
)


def certify_extract(*, actor: Actor, at: datetime, extract_id: UUID, is_compared: bool, address: str) -> None:
    """Have the pages that were given sealed, as copies compared with the original; the worker draws and seals them.

    Refused `digitised.own_answer` to who gave them, `.page_closed` where one may no longer be given,
    `certificates.not_your_seal`, `.person_elsewhere`; Conflict `digitised.not_open`, `.certified_already`, `.being_made`;
    Invalid `.not_compared`, `.too_many_pages`; NotFound.
    """
    with perform(actor=actor, action="digitised.certify_extract", at=at) as act:
        row = _lock(act, extract_id)
        if row.making_since and not row.making_told:
            raise errors.being_made()
        pages = _pages(act, row, is_compared=is_compared)
        require_certifier(act=act, retiree_id=row.retiree_id)
        row.making_since, row.making_told = at, ""
        row.save(update_fields=["making_since", "making_told"])
        act.note(pages=len(pages))
        enqueue(JOB, actor, lock=f"digitised:{row.pk}", extract_id=str(row.pk), address=address)


def make_certificate(*, actor: Actor, at: datetime, extract_id: UUID, address: str) -> None:
    """Draw, seal and register the paper that is waited for; one that is made, or was given up, is not made again.

    What stands against it now stands on the page of the extract, in words.
    """
    try:
        with perform(actor=actor, action="digitised.make_certificate", at=at) as act:
            row = _lock(act, extract_id)
            if row.making_since is None or row.making_told:
                return
            pages = _pages(act, row, is_compared=True)
            rules = rule("extracts", act.stamp.occurred_on)
            document = Document(
                row.retiree_id, "archive_extract", TITLE, "本人申请的档案摘录",
                f"摘自{row.archive.archive_no}号档案，共{len(pages)}页，{WORDS}。", _BASIS,
                int(rules["sealed_days"]), lambda cover: _paper(act, row, pages, cover),
            )  # fmt: skip
            row.certificate_id, row.making_since = certify(act=act, document=document, address=address), None
            row.save(update_fields=["certificate_id", "making_since"])
            act.note(pages=len(pages))
    except DomainError as refusal:
        give_certificate_up(actor=actor, at=at, extract_id=extract_id, told=f"{refusal.message}{refusal.next_step}")


def give_certificate_up(*, actor: Actor, at: datetime, extract_id: UUID, told: str) -> None:
    """Say why a paper was not made, so that nobody waits for it."""
    with perform(actor=actor, action="digitised.give_certificate_up", at=at) as act:
        row = _lock(act, extract_id)
        if row.making_since:
            row.making_told = told[:200]
            row.save(update_fields=["making_told"])


def _lock(act: Act, extract_id: UUID) -> Extract:
    found = get_extract(scope=act.actor.scope, extract_id=extract_id)
    row = Extract.objects.select_for_update(of=("self",)).select_related("archive").get(pk=found.pk)
    act.about("retiree", row.retiree_id)
    return row


def _pages(act: Act, row: Extract, *, is_compared: bool) -> list[ExtractPage]:
    if row.state != ExtractState.GRANTED:
        raise errors.not_open(ExtractState(row.state).label)
    if row.until is None or row.until <= act.at:
        raise errors.extract_over()
    if is_certified(scope=act.actor.scope, extract=row):
        raise errors.certified_already()
    if act.actor.id is None or act.actor.id == row.answered_id:
        raise errors.own_answer()
    if not is_compared:
        raise errors.not_compared()
    pages = list(
        row.pages.select_related("scan__item").order_by("scan__item__class_no", "scan__item__serial", "page_no")
    )
    if len(pages) > (most := rule("extracts", act.stamp.occurred_on)["sealed_pages"]):
        raise errors.too_many_pages(most)
    require_open(act, row, [PageRef(one.scan_id, one.page_no) for one in pages])
    return pages


def _paper(act: Act, row: Extract, pages: list[ExtractPage], cover: Cover) -> bytes:
    """The cover with its words, then each page as it is drawn for the person, marked with the number of the paper."""
    mark = [cover.unit, cover.number, WORDS]
    told: dict[str, Any] = {
        "title": TITLE, "words": WORDS, "number": cover.number, "unit": cover.unit, "day": cover.day, "code": cover.code,
        "where": cover.where, "picture": cover.picture, "is_stamped": cover.how is How.STAMPED,
        "is_standin": cover.is_standin, "archive_no": left_open(row.archive.archive_no),
        "name": left_open(row.archive.name), "materials": _materials(pages),
        "pages": [_framed(draw(open_scan(one.scan), one.page_no, mark, str(settings.MARK_FONT))) for one in pages],
    }  # fmt: skip
    return typeset(_TEMPLATE, told, at=act.at)


def _materials(pages: list[ExtractPage]) -> list[dict[str, str]]:
    """Each material with its pages, in their order: `一 履历类 职工履历表`, `第 1、2 页`."""
    found: dict[Any, list[int]] = {}
    for one in pages:
        found.setdefault(one.scan.item, []).append(one.page_no)
    return [
        {
            "title": left_open(f"{class_label(item.class_no)} {item.title or f'第{item.serial}份'}"),
            "pages": f"第 {'、'.join(map(str, numbers))} 页",
        }
        for item, numbers in found.items()
    ]


def _framed(picture: bytes) -> str:
    return _FRAME.format(base64.b64encode(picture).decode())
