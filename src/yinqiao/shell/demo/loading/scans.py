"""Scans of the demo city: a few synthetic papers of archives that the city keeps, a file that belongs nowhere, a sample."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from yinqiao.areas.archives.queries import list_archives
from yinqiao.areas.digitised import services
from yinqiao.areas.digitised.queries import within
from yinqiao.areas.digitised.types import NewItem
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.loading.text_layer import with_text

_SIZE = (1240, 1754)
_INK, _PAPER, _FAINT = (40, 40, 60), (250, 246, 232), (190, 180, 160)
_ROWS = ("姓名", "出生年月", "参加工作时间", "工作单位", "职务或工种", "备注")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A material: class, serial, title, pages."""

    class_no: str
    serial: int
    title: str
    pages: int


_PAPERS = (
    (_Paper("1", 1, "职工履历表", 2), _Paper("4-1", 1, "毕业证书", 1), _Paper("9-1", 1, "工资升级审批表", 1)),
    (_Paper("1", 1, "职工登记表", 1),),
)


def load_scans(*, officer: Actor, at: datetime) -> None:
    """Scan materials of the first archives that the city keeps; the catalogue of the first has a classified one, too."""
    with acting(officer):
        kept = list(list_archives(scope=officer.scope, wanted="received").filter(within(officer.scope))[: len(_PAPERS)])
    if not kept:
        return
    batch = services.open_batch(actor=officer, at=at, name="移交档案试扫")
    secret = NewItem("10", 1, "保密协议", is_classified=True)
    services.add_item(actor=officer, at=at, archive_id=kept[0].pk, new=secret)
    for archive, papers in zip(kept, _PAPERS, strict=False):
        for paper in papers:
            _send(officer, at, batch, archive, paper)
    services.begin_upload(actor=officer, at=at, batch_id=batch, name="扫描0001.pdf", size=1024)
    services.begin_upload(actor=officer, at=at, batch_id=batch, name=f"{kept[0].barcode}_10_1.pdf", size=1024)


def _send(officer: Actor, at: datetime, batch: UUID, archive: Any, paper: _Paper) -> None:
    content = _drawn(archive.archive_no, paper)
    name = f"{archive.barcode}_{paper.class_no}_{paper.serial}_{paper.title}.pdf"
    begun = services.begin_upload(actor=officer, at=at, batch_id=batch, name=name, size=len(content))
    services.take_blocks(actor=officer, at=at, scan_id=begun.scan_id, no=0, source=io.BytesIO(content))
    services.check_scan(actor=officer, at=at, scan_id=begun.scan_id)


def _drawn(archive_no: str, paper: _Paper) -> bytes:
    pages = [_page(archive_no, paper, no) for no in range(1, paper.pages + 1)]
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    words = [f"{paper.title} 档号 {archive_no} 第{no}页 {' '.join(_ROWS)} 演示" for no in range(1, paper.pages + 1)]
    return with_text(target.getvalue(), words)


def _page(archive_no: str, paper: _Paper, no: int) -> Image.Image:
    """A form as old typewriters filled it; nobody real is named on it."""
    page = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(page)
    large, small = (ImageFont.truetype(str(settings.MARK_FONT), size) for size in (64, 36))
    draw.text((_SIZE[0] / 2, 160), paper.title, font=large, fill=_INK, anchor="mm")
    draw.text((120, 260), f"档号 {archive_no}　第 {no} 页　演示用，全部虚构", font=small, fill=_FAINT)
    for row, label in enumerate(_ROWS):
        top = 340 + row * 150
        draw.rectangle((120, top, _SIZE[0] - 120, top + 150), outline=_INK, width=2)
        draw.line((420, top, 420, top + 150), fill=_INK, width=2)
        draw.text((150, top + 52), label, font=small, fill=_INK)
    draw.ellipse((800, 1330, 1080, 1610), outline=(190, 60, 60), width=6)
    draw.text((940, 1470), "演示", font=large, fill=(190, 60, 60), anchor="mm")
    return page
