"""A page of ours as OFD: read by a library of others, the same text at the same places, the font with every character."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import ofdkit
import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont

from yinqiao.platform.ofd import Described, Document, ofd_of, packed
from yinqiao.platform.ofd.package import SPACE
from yinqiao.platform.ofd.pages import read_pages
from yinqiao.platform.ofd.tests.packages import CONTENT
from yinqiao.platform.typesetting import typeset

WORDS = "证明王桂英䶮𬭎，编号 430104-2026-00012（2026年）"
ABOUT = Described("0" * 32, "社会化管理证明", "某社区", date(2026, 11, 30))
_PAGE = """
#set page(paper: "a4")
#set document(title: "试")
#set text(font: "Noto Serif SC", fallback: false)
#let told = json(bytes(sys.inputs.data))
#block(stroke: 1pt + rgb("#8a1f11"), inset: 4pt, text(size: 14pt, fill: rgb("#8a1f11"), told.words))
#line(length: 100%)
#circle(fill: rgb("#00ff00"), radius: 1cm)
第二行
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A page with text of two colours, a frame, a line and a curve."""
    template = tmp_path_factory.mktemp("typst") / "page.typ"
    template.write_text(_PAGE, "utf-8")
    return typeset(template, {"words": WORDS}, at=datetime(2026, 11, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def made(pdf: bytes) -> Document:
    """The same as OFD."""
    return ofd_of(pdf, ABOUT)


def test_a_reader_of_others_finds_the_title_and_the_text(made: Document, tmp_path: Path) -> None:
    path = tmp_path / "page.ofd"
    path.write_bytes(packed(made.parts))
    with ofdkit.open(path) as document:
        assert document.info.title == "社会化管理证明"
        text = "".join(run.text for page in document.pages for run in page.runs)
    assert WORDS in text and "第二行" in text


def test_every_character_stands_where_the_pdf_has_it(pdf: bytes, made: Document) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    first = fromstring(made.parts[CONTENT]).find(f".//{{{SPACE}}}TextObject")
    assert first is not None
    left, top, *_ = map(float, first.attrib["Boundary"].split())
    # The box of the outline begins a little right of where the character begins.
    assert 0 <= boxes[0][0] * 25.4 / 72 - left < 0.1 * float(first.attrib["Size"])
    assert abs(float(first.attrib["Size"]) - 14 * 25.4 / 72) < 0.001
    code = first.find(f"{{{SPACE}}}TextCode")
    assert code is not None and code.text == "证明王桂英䶮" and len(code.attrib["DeltaX"].split()) == 5
    baseline = top + float(code.attrib["Y"])
    assert abs((297 - baseline) * 72 / 25.4 - boxes[0][1]) < 4


def test_colours_frames_lines_and_curves_are_drawn(pdf: bytes) -> None:
    (page,) = read_pages(pdf)
    assert (round(page.width), round(page.height)) == (210, 297)
    frame, line, circle = page.paths
    assert frame.stroke == (138, 31, 17) and frame.fill is None and abs(frame.line_width - 25.4 / 72) < 0.001
    assert line.data.startswith("M ") and line.data.count("L ") == 1
    assert circle.fill == (0, 255, 0) and circle.stroke is None and circle.data.count("B ") >= 4
    assert all(len(one.split()) == 6 for one in circle.data.replace("C", "").split("B ")[1:])
    assert [run.colour for run in page.runs] == [(138, 31, 17)] * 3 + [(0, 0, 0)]
    assert [run.text for run in page.runs][1] == "𬭎"


def test_the_font_stands_by_itself_and_has_every_character(made: Document) -> None:
    (name,) = (one for one in made.parts if one.endswith(".ttf"))
    with TTFont(io.BytesIO(made.parts[name])) as font:
        known = font.getBestCmap()
        assert {ord(one) for one in WORDS + "第二行"} <= set(known)
        assert len(set(known.values())) == len(known)
        assert font["name"].getDebugName(1) == "NotoSerifSC" and font["OS/2"].usWinAscent > 0
        assert all(font["glyf"][known[ord(one)]].numberOfContours for one in "证䶮𬭎")


def test_the_same_page_gives_the_same_bytes(pdf: bytes, made: Document) -> None:
    assert packed(made.parts) == packed(ofd_of(pdf, ABOUT).parts)


def test_a_pdf_of_another_making_is_refused() -> None:
    from yinqiao.platform.invoices.tests.invoices import pdf as stranger

    with pytest.raises((ValueError, AttributeError, KeyError)):
        ofd_of(stranger("别的"), ABOUT)
