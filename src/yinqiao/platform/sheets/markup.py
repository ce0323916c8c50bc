"""Edits the XML of one worksheet as a stream: colours flagged cells, adds the reason column, stops formulas.

Rows without findings pass through as bytes; nothing of the sheet is held in memory but the piece in hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from yinqiao.platform.sheets.injection import guard_text
from yinqiao.platform.sheets.stylebook import Stylebook
from yinqiao.platform.sheets.types import NoteSeverity
from yinqiao.platform.sheets.xmlscan import column_number

REASON_HEADER = "问题与处理"
_REASON_WIDTH = 60
_LONGEST_PIECE = 32 * 1024 * 1024
_ROW_TAG = re.compile(rb'<row r="(\d+)"[^<>]*?(/?)>')
_CELL_START = re.compile(rb'(?=<c r=")')
_CELL_HEAD = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^<>]*>')
_CELL_TAG = re.compile(rb"<c\b[^<>]*?/?>")
_STYLE = re.compile(rb'\ss="(\d+)"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_DIMENSION = re.compile(rb"<dimension\b[^<>]*?(?:/>|>\s*</dimension>)")
_FORMULA = re.compile(rb"<f(?:\s[^<>]*)?/>|<f(?:\s[^<>]*)?>[^<]*</f>")
_COLS = re.compile(rb"<cols>(.*?)</cols>", re.DOTALL)
_MAX = re.compile(rb'\bmax="(\d+)"')
# Text that has its guard already keeps the one it has: the reader takes off exactly one.
_STARTERS = "[=+@\t\r\\-＝＋－＠]"
_TEXT = re.compile(
    rf"(<(?:si|is)>(?:<r>(?:<rPr>(?:<[^<>]{{0,200}}>){{0,40}}?</rPr>)?)?<t(?:\s[^<>]*)?>)({_STARTERS}[^<]*)".encode()
)
_AFTER_DATA = (
    b"<legacyDrawingHF",
    b"<drawingHF",
    b"<picture",
    b"<oleObjects",
    b"<controls",
    b"<webPublishItems",
    b"<tableParts",
    b"<extLst",
    b"</worksheet>",
)


class UnusualSheetError(ValueError):
    """The worksheet is not written the usual way; the copy is rebuilt instead."""


@dataclass(slots=True)
class RowMark:
    """What is to be shown in one row: the worst severity per column (counted from 0) and the text of the reason."""

    colours: dict[int, NoteSeverity] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """All marks of a sheet by row number; the reason column counted from 0; `drawing` links the comments, if any."""

    rows: Mapping[int, RowMark]
    reason_column: int
    clear_reasons: bool
    drawing: str | None


def column_letters(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def stop_formulas(segment: bytes) -> bytes:
    """Formulas become their last values, and text that could become a formula gets its guard."""
    if b"<f" in segment:
        segment = _FORMULA.sub(b"", segment)
    if b"<t" in segment:
        segment = _TEXT.sub(_guard, segment)
    return segment


def _guard(match: re.Match[bytes]) -> bytes:
    # XML escapes (&amp; &lt;) never stand first among the starters, so that the raw text can be judged as it is.
    return match.group(1) + guard_text(match.group(2).decode()).encode()


def mark_sheet(pieces: Iterator[bytes], marks: SheetMarks, styles: Stylebook) -> Iterator[bytes]:
    """The worksheet with its marks, in pieces; raises UnusualSheetError when rows cannot be found."""
    has_head = has_rows = False
    for piece in _whole_rows(pieces):
        edited = stop_formulas(piece)
        if not has_head:
            if b"<sheetData" not in edited:
                raise UnusualSheetError
            edited = _edit_head(edited, marks.reason_column)
            has_head = True
        if b"<row" in edited:
            if b'<row r="' not in edited:
                raise UnusualSheetError
            has_rows = True
            edited = _edit_rows(edited, marks, styles)
        if b"</worksheet>" in edited:
            edited = _edit_tail(edited, marks.drawing)
        yield edited
    if not has_rows:
        raise UnusualSheetError


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Re-cut so that no row is split and the head comes with the first rows; the tail after the data is one piece."""
    waiting, in_tail = b"", False
    for piece in pieces:
        waiting += piece
        if len(waiting) > _LONGEST_PIECE or b"<!" in piece:
            raise UnusualSheetError
        if in_tail:
            continue
        end = waiting.find(b"</sheetData>")
        cut = end if end >= 0 else waiting.rfind(b"</row>") + len(b"</row>")
        in_tail = end >= 0
        if cut >= len(b"</row>"):
            yield waiting[:cut]
            waiting = waiting[cut:]
    yield waiting


def _edit_head(head: bytes, reason_column: int) -> bytes:
    """Give the reason column its width and drop the stated extent, which is optional."""
    start = head.index(b"<sheetData")
    before, after = _DIMENSION.sub(b"", head[:start]), head[start:]
    number = reason_column + 1
    column = f'<col min="{number}" max="{number}" width="{_REASON_WIDTH}" customWidth="1"/>'.encode()
    found = _COLS.search(before)
    if found is None:
        return before + b"<cols>" + column + b"</cols>" + after
    if max(map(int, _MAX.findall(found.group(1))), default=0) < number:
        return before[: found.end(1)] + column + before[found.end(1) :] + after
    return before + after


def _edit_tail(tail: bytes, drawing: str | None) -> bytes:
    if drawing is None or b"<legacyDrawing " in tail:
        return tail
    link = (
        '<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:id="{drawing}"/>'
    ).encode()
    at = min(position for mark in _AFTER_DATA if (position := tail.find(mark)) >= 0)
    return tail[:at] + link + tail[at:]


def _edit_rows(piece: bytes, marks: SheetMarks, styles: Stylebook) -> bytes:
    """Rewrite the rows that carry marks; others keep their bytes but for the colours of an earlier copy."""
    parts: list[bytes] = []
    at = 0
    for tag in _ROW_TAG.finditer(piece):
        number = int(tag.group(1))
        mark = marks.rows.get(number)
        if mark is None and not marks.clear_reasons:
            continue
        end = tag.end() if tag.group(2) else piece.find(b"</row>", tag.end()) + len(b"</row>")
        if end < tag.end():
            raise UnusualSheetError
        parts += [
            _washed(piece[at : tag.start()], styles),
            _edit_row(piece[tag.start() : end], number, mark, marks, styles),
        ]
        at = end
    parts.append(_washed(piece[at:], styles))
    return b"".join(parts)


def _washed(rows: bytes, styles: Stylebook) -> bytes:
    if not styles.washed:
        return rows
    return _CELL_TAG.sub(lambda tag: _washed_tag(tag.group(0), styles), rows)


def _washed_tag(tag: bytes, styles: Stylebook) -> bytes:
    style = _style_of(tag)
    return _restyle(tag, styles.washed[style]) if style in styles.washed else tag


def _style_of(tag: bytes) -> int:
    found = _STYLE.search(tag)
    return int(found.group(1)) if found else 0


def _restyle(tag: bytes, style: int) -> bytes:
    """The opening tag of a cell with another format number."""
    bare = _STYLE.sub(b"", tag, count=1)
    if style == 0:
        return bare
    close = b"/>" if bare.endswith(b"/>") else b">"
    return bare[: -len(close)].rstrip() + f' s="{style}"'.encode() + close


def _edit_row(row: bytes, number: int, mark: RowMark | None, marks: SheetMarks, styles: Stylebook) -> bytes:
    """One row with its cells coloured and its reason in the last column, cells in the order of their columns."""
    tag = _ROW_TAG.match(row)
    if tag is None:
        raise UnusualSheetError
    cells = _cells(row[tag.end() :])
    if styles.washed:
        cells = {column: _washed(cell, styles) for column, cell in cells.items()}
    cells.pop(marks.reason_column, None)
    if mark is not None:
        for column, severity in mark.colours.items():
            old = cells.get(column, f'<c r="{column_letters(column)}{number}"/>'.encode())
            cells[column] = _restyle_cell(old, styles.coloured(_style_of(_tag_of(old)), severity))
        if mark.reason:
            cells[marks.reason_column] = _text_cell(marks.reason_column, number, mark.reason, styles.wrapped)
    opening = _SPANS.sub(b"", tag.group(0))
    opening = opening[:-2] + b">" if tag.group(2) else opening
    return opening + b"".join(cells[column] for column in sorted(cells)) + b"</row>"


def _cells(body: bytes) -> dict[int, bytes]:
    """The cells of a row by column counted from 0; cut at their beginnings, which takes linear time on any input."""
    cells: dict[int, bytes] = {}
    for piece in _CELL_START.split(body.removesuffix(b"</row>")):
        head = _CELL_HEAD.match(piece)
        if head is not None:
            cells[column_number(head.group(1)) - 1] = piece.rstrip()
        elif piece.strip():
            raise UnusualSheetError
    return cells


def _tag_of(cell: bytes) -> bytes:
    return cell[: cell.index(b">") + 1]


def _restyle_cell(cell: bytes, style: int) -> bytes:
    tag = _tag_of(cell)
    return _restyle(tag, style) + cell[len(tag) :]


def _text_cell(column: int, row: int, text: str, style: int) -> bytes:
    return (
        f'<c r="{column_letters(column)}{row}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(guard_text(text))}</t></is></c>'
    ).encode()


def reason_text(lines: Sequence[str]) -> str:
    """Several reasons in one cell, one a line, within what a cell can hold."""
    return "\n".join(lines)[:32_000]
