"""Copies an uploaded xlsx part by part into a new container, changing only what the marks ask for."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.markup import SheetMarks, UnusualSheetError, mark_sheet, stop_formulas
from yinqiao.platform.sheets.notecards import Card, add_content_types, add_relations, comments_part, drawing_part
from yinqiao.platform.sheets.stylebook import Stylebook
from yinqiao.platform.sheets.workbook import parse_part, read_workbook
from yinqiao.platform.sheets.xmlscan import segments
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory, read_part, unpack

_STAMP = (2020, 1, 1, 0, 0, 0)
_LEVEL = 3
_LONGEST_PIECE = 32 * 1024 * 1024
_RELATION = re.compile(r"<Relationship\b[^>]*?/>|<Relationship\b[^>]*?>\s*</Relationship>", re.DOTALL)
_CALC_CHAIN = "xl/calcChain.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
_OUR_COMMENTS = "xl/comments_yinqiao.xml"
_OUR_DRAWING = "xl/drawings/vmlDrawing_yinqiao.vml"


class _Copy:
    """One copy in the making: the uploaded parts, and the texts that replace some of them."""

    def __init__(self, content: bytes, limits: ReadLimits) -> None:
        self.content, self.limits = content, limits
        self.entries = check_directory(content, limits)
        self.changed: dict[str, str] = {}

    def text(self, name: str) -> str | None:
        """A small part as text in its present state, None when the workbook lacks it."""
        if name in self.changed:
            return self.changed[name]
        body = read_part(self.content, self.entries, name, self.limits)
        return None if body is None else body.decode("utf-8-sig")

    def pieces(self, entry: ZipEntry) -> Iterator[bytes]:
        return unpack(self.content, entry, self.limits)


def repack_copy(
    content: bytes, sheet_name: str, marks: SheetMarks, cards: list[Card], target: BinaryIO, limits: ReadLimits
) -> None:
    """Write the workbook with its marks; raises UnusualSheetError or UnusualStylesError when it must be rebuilt."""
    copy = _Copy(content, limits)
    book = read_workbook(content, copy.entries, limits)
    part = next((sheet.part for sheet in book.sheets if sheet.name == sheet_name), None)
    styles_text = copy.text("xl/styles.xml")
    if part is None or styles_text is None:
        raise UnusualSheetError
    # Well-formed XML without comments is what the patterns of the stylebook may be let loose on.
    parse_part(content, copy.entries, "xl/styles.xml", limits)
    styles = Stylebook(styles_text)
    marks = replace(marks, drawing=_add_cards(copy, part, cards))
    _drop_calculation_chain(copy)
    worksheets = {sheet.part for sheet in book.sheets}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as container:
        for entry in copy.entries:
            if entry.name in copy.changed or entry.name in (_CALC_CHAIN, "xl/styles.xml") or entry.name.endswith("/"):
                continue
            pieces = copy.pieces(entry)
            if entry.name == part:
                pieces = mark_sheet(pieces, marks, styles)
            elif entry.name in worksheets or entry.name == "xl/sharedStrings.xml":
                pieces = (stop_formulas(segment) for segment in _text_segments(pieces, limits))
            _write(container, entry.name, pieces)
        for name, text in copy.changed.items():
            _write(container, name, iter([text.encode()]))
        _write(container, "xl/styles.xml", iter([styles.render().encode()]))


def _text_segments(pieces: Iterator[bytes], limits: ReadLimits) -> Iterator[bytes]:
    """Segments that end with a closed string or row, so that no text is split from its tag."""
    rest = b""
    for segment in segments(pieces, limits):
        rest += segment
        cut = max(rest.rfind(b"</si>") + 5, rest.rfind(b"</row>") + 6)
        if len(rest) > _LONGEST_PIECE:
            raise UnusualSheetError
        if cut > 6:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _write(container: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    with container.open(info, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece)


def _add_cards(copy: _Copy, part: str, cards: list[Card]) -> str | None:
    """Put the comments into the sheet's own parts when it has them, else into new ones; returns the drawing's link."""
    folder, name = posixpath.split(part)
    links_name = f"{folder}/_rels/{name}.rels"
    links = copy.text(links_name)
    comments_name = _target(links, "comments", folder)
    drawing_name = _target(links, "vmlDrawing", folder)
    if not cards and comments_name is None:
        return None
    existing = copy.text(comments_name) if comments_name else None
    comments = comments_part(existing, cards)
    copy.changed[comments_name or _OUR_COMMENTS] = comments.text
    shapes = copy.text(drawing_name) if drawing_name else None
    copy.changed[drawing_name or _OUR_DRAWING] = drawing_part(shapes, cards, comments)
    added: dict[str, tuple[str, str]] = {}
    if comments_name is None:
        added["rIdYqComments"] = ("comments", f"/{_OUR_COMMENTS}")
    if drawing_name is None:
        added["rIdYqDrawing"] = ("vmlDrawing", f"/{_OUR_DRAWING}")
    copy.changed[links_name] = add_relations(links, added)
    types = copy.text(_CONTENT_TYPES) or ""
    copy.changed[_CONTENT_TYPES] = add_content_types(types, comments_name or _OUR_COMMENTS)
    return "rIdYqDrawing" if drawing_name is None else _link(links, "vmlDrawing")


def _drop_calculation_chain(copy: _Copy) -> None:
    """Without formulas the chain that lists them must go too, or the office program calls the file broken."""
    if not any(entry.name == _CALC_CHAIN for entry in copy.entries):
        return
    links = copy.text(_WORKBOOK_LINKS) or ""
    copy.changed[_WORKBOOK_LINKS] = _RELATION.sub(lambda r: "" if "/calcChain" in r.group(0) else r.group(0), links)
    types = copy.text(_CONTENT_TYPES) or ""
    copy.changed[_CONTENT_TYPES] = re.sub(r'<Override\b[^>]*PartName="/xl/calcChain\.xml"[^>]*/>', "", types)


def _relation(links: str | None, kind: str) -> str | None:
    return next((r for r in _RELATION.findall(links or "") if re.search(rf'Type="[^"]*/{kind}"', r)), None)


def _link(links: str | None, kind: str) -> str | None:
    relation = _relation(links, kind)
    found = re.search(r'\bId="([^"]*)"', relation) if relation else None
    return found.group(1) if found else None


def _target(links: str | None, kind: str, folder: str) -> str | None:
    relation = _relation(links, kind)
    found = re.search(r'\bTarget="([^"]*)"', relation) if relation else None
    if found is None:
        return None
    target = found.group(1)
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
