"""Writes an OFD package (GB/T 33190-2016): the document, its pages, its one font. The same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from yinqiao.platform.ofd.fonts import NAME, font_of
from yinqiao.platform.ofd.pages import Colour, Drawn, Page, Run, read_pages

SPACE = "http://www.ofdspec.org/2016"
_FONT_ID = 1
# The parts of a package bear no moment: what was made when is said inside.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
register_namespace("ofd", SPACE)


@dataclass(frozen=True, slots=True)
class Described:
    """What a document says of itself; `number` is 32 hexadecimal digits."""

    number: str
    title: str
    author: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a package by name, and the number by which its last page is known."""

    parts: dict[str, bytes]
    last_page: int


def ofd_of(pdf: bytes, described: Described) -> Document:
    """An OFD with the pages of a PDF that we have set; sealed or not, its parts are `packed` afterwards."""
    numbers = count(_FONT_ID + 1)
    pages = read_pages(pdf)
    drawn = [(next(numbers), _content(page, numbers)) for page in pages]
    parts = {
        "OFD.xml": _root(described),
        "Doc_0/Document.xml": _document(pages[0], [number for number, _ in drawn], next(numbers)),
        "Doc_0/PublicRes.xml": _resources(),
        f"Doc_0/Res/{NAME}.ttf": font_of(pdf),
    }
    for at, (_, content) in enumerate(drawn):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = content
    return Document(parts, drawn[-1][0])


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The package as a file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, _NO_MOMENT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def element(name: str, **attributes: str) -> Element:
    """An element of the standard's namespace."""
    return Element(f"{{{SPACE}}}{name}", attributes)


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """An element under another, with its text."""
    made = SubElement(parent, f"{{{SPACE}}}{name}", attributes)
    made.text = text
    return made


def written(root: Element) -> bytes:
    """The XML of a part."""
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def _root(described: Described) -> bytes:
    root = element("OFD", Version="1.0", DocType="OFD")
    body = child(root, "DocBody")
    info = child(body, "DocInfo")
    child(info, "DocID", described.number)
    child(info, "Title", described.title)
    child(info, "Author", described.author)
    child(info, "CreationDate", described.made_on.isoformat())
    child(info, "Creator", "银桥")
    child(body, "DocRoot", "Doc_0/Document.xml")
    return written(root)


def _document(first: Page, pages: list[int], last: int) -> bytes:
    root = element("Document")
    common = child(root, "CommonData")
    child(common, "MaxUnitID", str(last))
    child(child(common, "PageArea"), "PhysicalBox", f"0 0 {first.width:.3f} {first.height:.3f}")
    child(common, "PublicRes", "PublicRes.xml")
    listed = child(root, "Pages")
    for at, number in enumerate(pages):
        child(listed, "Page", ID=str(number), BaseLoc=f"Pages/Page_{at}/Content.xml")
    return written(root)


def _resources() -> bytes:
    root = element("Res", BaseLoc="Res")
    font = child(child(root, "Fonts"), "Font", ID=str(_FONT_ID), FontName=NAME, FamilyName=NAME, Serif="true")
    child(font, "FontFile", f"{NAME}.ttf")
    return written(root)


def _content(page: Page, numbers: count[int]) -> bytes:
    root = element("Page")
    child(child(root, "Area"), "PhysicalBox", f"0 0 {page.width:.3f} {page.height:.3f}")
    layer = child(child(root, "Content"), "Layer", ID=str(next(numbers)))
    for path in page.paths:
        _draw(layer, page, path, next(numbers))
    for run in page.runs:
        _write(layer, run, next(numbers))
    return written(root)


def _draw(layer: Element, page: Page, path: Drawn, number: int) -> None:
    made = child(
        layer, "PathObject", ID=str(number), Boundary=f"0 0 {page.width:.3f} {page.height:.3f}",
        LineWidth=f"{path.line_width:.4f}", Stroke=_yes(path.stroke), Fill=_yes(path.fill),
    )  # fmt: skip
    if path.stroke is not None:
        child(made, "StrokeColor", Value=_value(path.stroke))
    if path.fill is not None:
        child(made, "FillColor", Value=_value(path.fill))
    child(made, "AbbreviatedData", path.data)


def _write(layer: Element, run: Run, number: int) -> None:
    """A run of text. The box reaches from the top of the highest character to below the lowest."""
    left, top = run.starts[0], run.baseline - run.size
    width, height = run.starts[-1] - left + run.size, 1.3 * run.size
    made = child(
        layer, "TextObject", ID=str(number), Boundary=f"{left:.4f} {top:.4f} {width:.4f} {height:.4f}",
        Font=str(_FONT_ID), Size=f"{run.size:.4f}",
    )  # fmt: skip
    child(made, "FillColor", Value=_value(run.colour))
    steps = [f"{after - before:.4f}" for before, after in zip(run.starts, run.starts[1:], strict=False)]
    more = {"DeltaX": " ".join(steps)} if steps else {}
    child(made, "TextCode", run.text, X="0", Y=f"{run.size:.4f}", **more)


def _yes(colour: Colour | None) -> str:
    return "true" if colour is not None else "false"


def _value(colour: Colour) -> str:
    return " ".join(map(str, colour))
