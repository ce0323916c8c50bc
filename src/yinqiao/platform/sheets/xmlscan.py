"""Streams every XML part of a workbook past a few searches before the reader sees the file.

Finds document types and entities, cells far outside the data, floods of strings and merges; notes formulas, error
cells and hidden rows on the way. What slips through only kills the child, which is the second wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yinqiao.platform.sheets.limits import ReadLimits, check_extent
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.zipcheck import ZipEntry, unpack

_SEGMENT_LIMIT = 8 * 1024 * 1024
_KEPT = 10_000
_STYLE_SEGMENTS = 3

_ROW = re.compile(rb'<row r="(\d{1,9})"')
_WIDE = re.compile(rb'<c r="([A-Z]{2,})\d+"(?:[^<>]*[^<>/])?>')
_ANY_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br\s*=\s*[\"'](\d+)[\"']")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^<>]*?(/?)>")
_CELL_START = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW_START = re.compile(rb"<(?:\w+:)?row[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_NO_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)(?:</c>|<v></v>|<v/>)")
_ERROR = re.compile(
    rb"<c r=\"([A-Z]+)(\d+)\"[^<>]*\bt=\"e\"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>(#[^<]{1,20})</v>"
)
_HIDDEN_ROW = re.compile(rb"<row r=\"(\d+)\"[^<>]*\bhidden=\"(?:1|true)\"")
_HIDDEN_COLUMN = re.compile(rb"<col\b[^<>]*\bhidden=\"(?:1|true)\"")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell[\s>/]")
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_REPEATED = re.compile(rb"number-(?:columns|rows)-repeated=[\"'](\d+)[\"']")


@dataclass(slots=True)
class SheetFacts:
    """What one worksheet part showed: counts, the used corner, and where error values and hidden rows stand."""

    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    formulas_without_value: int = 0
    merges: int = 0
    has_hidden_columns: bool = False
    hidden_row_count: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)


def column_number(letters: bytes) -> int:
    """1 for A, 26 for Z, 27 for AA; letters in either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def segments(pieces: Iterator[bytes], limits: ReadLimits) -> Iterator[bytes]:
    """Re-cut `pieces` so that no tag is split; a run without any `>` beyond the limit is a monstrous cell."""
    rest = b""
    for piece in pieces:
        cut = piece.rfind(b">")
        if cut < 0:
            rest += piece
            if len(rest) > _SEGMENT_LIMIT:
                raise refuse("sheets.cell_too_long", limit=limits.cell_chars, where="文件内部")
            continue
        yield rest + piece[: cut + 1]
        rest = piece[cut + 1 :]
    if rest:
        yield rest


def check_xml_head(segment: bytes) -> None:
    """Refuse XML in an encoding that would hide the searches, which no office program writes."""
    if segment[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in segment[:64]:
        raise refuse("sheets.dtd")
    declaration = segment[:200]
    if declaration.startswith(b"<?xml"):
        named = re.search(rb"encoding\s*=\s*[\"']([^\"']+)", declaration)
        if named and named.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise refuse("sheets.dtd")


def check_part(content: bytes, entry: ZipEntry, limits: ReadLimits) -> None:
    """Unpack a part that is no worksheet, watching its size; XML is searched for document types."""
    is_xml = entry.name.lower().endswith((".xml", ".rels", ".vml"))
    is_strings = entry.name.lower().endswith("sharedstrings.xml")
    strings, first = 0, True
    pieces = unpack(content, entry, limits)
    for segment in segments(pieces, limits) if is_xml else pieces:
        if not is_xml:
            continue
        if first:
            check_xml_head(segment)
            first = False
        _refuse_dtd(segment)
        if is_strings:
            strings += segment.count(b"<si>") or len(_STRING.findall(segment))
            if strings > limits.shared_strings:
                raise refuse("sheets.too_many_strings", limit=limits.shared_strings)


def _refuse_dtd(segment: bytes) -> None:
    # One rare byte first: a search for it costs a tenth of a search for the word. The same below.
    if b"!" in segment and (b"<!DOCTYPE" in segment or b"<!ENTITY" in segment):
        raise refuse("sheets.dtd")


def scan_sheet(content: bytes, entry: ZipEntry, limits: ReadLimits) -> SheetFacts:
    """Stream one worksheet part; raises Invalid before its used rectangle can hurt anyone."""
    facts = SheetFacts()
    is_plain = True
    for seen, segment in enumerate(segments(unpack(content, entry, limits), limits)):
        if seen == 0:
            check_xml_head(segment)
        _refuse_dtd(segment)
        if seen < _STYLE_SEGMENTS:
            is_plain = is_plain and _is_plain(segment)
        _scan_corner(segment, facts)
        _scan_extras(segment, facts)
        if facts.merges > limits.merged_ranges:
            raise refuse("sheets.too_many_merges", limit=limits.merged_ranges)
    if not is_plain or facts.last_row * facts.last_column > limits.cells:
        _measure_exactly(content, entry, limits, facts)
    check_extent(facts.last_row, facts.last_column, limits)
    return facts


def _is_plain(segment: bytes) -> bool:
    """Whether tags are written as the common office programs write them, `<row r=` and `<c r=`."""
    return (
        segment.count(b'<c r="') == len(_CELL_START.findall(segment))
        and segment.count(b'<row r="') == len(_ROW_START.findall(segment))
        and (b"<sheetData" in segment or b"<row " in segment or b":row" not in segment)
    )


def _scan_corner(segment: bytes, facts: SheetFacts) -> None:
    """Corner of the used rectangle, from the last row of each segment: rows come in order in what is not hostile."""
    at = segment.rfind(b'<row r="')
    if at >= 0:
        row = _ROW.match(segment, at)
        facts.last_row = max(facts.last_row, int(row.group(1)) if row else 0)
    facts.last_column = max(26, facts.last_column, *map(column_number, set(_WIDE.findall(segment))))


def _scan_extras(segment: bytes, facts: SheetFacts) -> None:
    if b"f" in segment and b"<f" in segment:
        facts.formulas += len(_FORMULA.findall(segment))
        facts.formulas_without_value += len(_NO_VALUE.findall(segment))
    if b"h" in segment and b" hidden=" in segment:
        hidden = _HIDDEN_ROW.findall(segment)
        facts.hidden_row_count += len(hidden)
        facts.hidden_rows += [int(number) for number in hidden[: _KEPT - len(facts.hidden_rows)]]
        facts.has_hidden_columns = facts.has_hidden_columns or bool(_HIDDEN_COLUMN.search(segment))
    if b"e" in segment and b't="e"' in segment:
        for letters, digits, text in _ERROR.findall(segment):
            facts.errors.append((int(digits), column_number(letters), text.decode("ascii", "replace")))
    if b"m" in segment and b"mergeCell" in segment:
        facts.merges += len(_MERGE.findall(segment))


def _measure_exactly(content: bytes, entry: ZipEntry, limits: ReadLimits, facts: SheetFacts) -> None:
    """The corner by every cell that has a value, however its tag is written; cells without address count on."""
    last_row = last_column = unnamed_rows = unnamed_cells = 0
    for segment in segments(unpack(content, entry, limits), limits):
        cells = _ANY_CELL.findall(segment)
        used = [(int(digits), column_number(letters)) for letters, digits, closed in cells if not closed]
        if used:
            last_row = max(last_row, max(row for row, _ in used))
            last_column = max(last_column, max(column for _, column in used))
        unnamed_cells += max(0, len(_CELL_START.findall(segment)) - len(cells))
        unnamed_rows += max(0, len(_ROW_START.findall(segment)) - len(_ANY_ROW.findall(segment)))
    if unnamed_cells > limits.cells:
        raise refuse("sheets.too_many_cells", last="—")
    facts.last_row, facts.last_column = max(last_row, unnamed_rows), last_column


def scan_ods_content(content: bytes, entry: ZipEntry, limits: ReadLimits) -> None:
    """Stream content.xml: document types, and repeat counts beyond any sheet that an office program can hold."""
    first = True
    for segment in segments(unpack(content, entry, limits), limits):
        if first:
            check_xml_head(segment)
            first = False
        _refuse_dtd(segment)
        for digits in _REPEATED.findall(segment):
            if len(digits) > 7 or int(digits) > limits.rows:
                raise refuse("sheets.too_many_cells", last=f"重复 {digits[:12].decode()} 次")
