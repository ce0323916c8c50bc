"""The small city, people who retire soon with their letters, and stamped copies made from what was printed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import pytest
from docx import Document
from PIL import Image, ImageChops

from yinqiao.areas.handover.tests.conftest import NOW, Scene, keys, scene
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper, PaperScan, Printing, ScanPage
from yinqiao.areas.papers.types import NewScan
from yinqiao.areas.routine.tests.months import SYSTEM, THREE, Months, at
from yinqiao.areas.routine.views.papers import LETTER
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

__all__ = ["keys", "scene"]


def sheet(code: Image.Image | None, *, turn: float = 0, noise: float = 0, is_sealed: bool = False) -> Image.Image:
    """A page as a scanner gives it: the code where the template has it, turned, noisy, a red seal over its corner."""
    page = Image.new("RGB", (1240, 1754), "white")
    for line in range(400, 1500, 48):
        page.paste((40, 40, 40), (160, line, 1080, line + 14))
    if code is not None:
        page.paste(code.convert("RGB").resize((130, 130)), (960, 70))
    if is_sealed:
        seal = Image.new("RGB", page.size, "white")
        for at_degree in range(0, 360, 2):
            x, y = 1030 + 90 * np.cos(np.radians(at_degree)), 190 + 90 * np.sin(np.radians(at_degree))
            seal.paste((214, 40, 40), (int(x), int(y), int(x) + 7, int(y) + 7))
        page = ImageChops.multiply(page, seal)  # ink over ink: what was black stays black
    page = page.rotate(turn, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    if noise:
        grain = np.random.default_rng(7).normal(0, noise, (page.height, page.width, 3))
        page = Image.fromarray((np.asarray(page) + grain).clip(0, 255).astype("uint8"))
    return page


def pdf_of(pages: Iterable[Image.Image]) -> bytes:
    """A scanned PDF of these pages."""
    first, *others = pages
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=others, resolution=150, quality=70)
    return target.getvalue()


@dataclass(frozen=True)
class Desk:
    """Letters of the enterprise, and its scanner."""

    months: Months

    @property
    def firm(self) -> Actor:
        """Who prints letters."""
        return self.months.firm

    def subject(self, serial: int) -> str:
        """Whom a letter is about."""
        return str(self.months.person(serial).pk)

    def print(self, serial: int = 303) -> Paper:
        """Print the letter of one person."""
        return self.paper(
            services.print_paper(actor=self.firm, at=NOW, kind=LETTER, subject_id=self.subject(serial))
        )  # fmt: skip

    def order(self, *serials: int) -> UUID:
        """Order letters and carry the order out."""
        subjects = [self.subject(one) for one in serials]
        order_id = services.order_printing(actor=self.firm, at=NOW, kind=LETTER, subjects=subjects)
        services.carry_out_printing(actor=self.firm, at=NOW, printing_id=order_id)
        return order_id

    def paper(self, paper_id: UUID) -> Paper:
        """A paper as it stands, whoever may see it."""
        with acting(SYSTEM):
            return Paper.objects.get(pk=paper_id)

    def papers(self) -> list[Paper]:
        """Every paper in the order of the numbers."""
        with acting(SYSTEM):
            return list(Paper.objects.order_by("serial"))

    def printing(self, order_id: UUID) -> Printing:
        """An order as it stands."""
        with acting(SYSTEM):
            return Printing.objects.get(pk=order_id)

    def bytes_of(self, file_id: UUID | None) -> bytes:
        """A stored file."""
        assert file_id is not None
        with acting(SYSTEM):
            return read_bytes(get_file(file_id))

    def code(self, paper: Paper) -> Image.Image:
        """The square code as it stands in the printed file."""
        parts = Document(io.BytesIO(self.bytes_of(paper.file_id))).part.package.iter_parts()
        (found,) = [one.blob for one in parts if one.content_type == "image/png"]
        return Image.open(io.BytesIO(found))

    def scan(self, content: bytes, name: str = "扫描.pdf", by: Actor | None = None) -> PaperScan:
        """Send a scan and read it."""
        who = by or self.firm
        scan_id = services.take_scan(actor=who, at=NOW, new=NewScan(io.BytesIO(content), name))
        services.read_scan_pages(actor=who, at=NOW, scan_id=scan_id)
        with acting(SYSTEM):
            return PaperScan.objects.get(pk=scan_id)

    def pages(self, scan: PaperScan) -> list[ScanPage]:
        """The pages of a scan."""
        with acting(SYSTEM):
            return list(ScanPage.objects.filter(scan=scan).order_by("page_no"))


@pytest.fixture
def desk(scene: Scene) -> Desk:
    """Three people who retire soon, two of them confirmed."""
    months = Months.of(scene)
    months.expect(*THREE)
    months.confirm(303)
    months.confirm(301, on=date(2026, 5, 6), now=at(2026, 5, 6))
    return Desk(months)
