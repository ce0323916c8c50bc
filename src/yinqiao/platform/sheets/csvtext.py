"""Decodes and splits delimited text strictly: what cannot be decoded is refused, never replaced.

UTF-8 first, UTF-16 when marked, then GB18030, which unlike GBK holds the rare characters of names (䶮 㛃 𬭎).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass

from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.refusals import refuse

_DELIMITERS = ",\t;"
_CJK = re.compile(r"[\u3400-\u9fff]")
# Four ideographs in a line that decodes as UTF-8 are no accident of GBK bytes.
_SURELY_UTF8 = 4


@dataclass(frozen=True, slots=True)
class CsvText:
    """Rows of a text file as people count them, with the encoding and delimiter that were found."""

    rows: list[list[str]]
    encoding: str
    delimiter: str
    is_ragged: bool


def decode(content: bytes) -> tuple[str, str]:
    """(text, encoding); raises Invalid when no encoding fits the whole file."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise refuse("sheets.csv_encoding")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise refuse("sheets.csv_encoding") from error
    if b"\x00" in content:
        raise refuse("sheets.csv_nul")
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    _refuse_mixture(content)
    try:
        return content.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise refuse("sheets.csv_encoding") from error


def _refuse_mixture(content: bytes) -> None:
    """A file that is not UTF-8 as a whole but in some lines was joined from two, or was cut within a character."""
    marked = content.startswith(codecs.BOM_UTF8)
    odd_line = 0
    utf8_lines = 0
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", content), start=1):
        if line.isascii():
            continue
        try:
            utf8_lines += len(_CJK.findall(line.decode("utf-8"))) >= _SURELY_UTF8
        except UnicodeDecodeError:
            odd_line = odd_line or number
    if utf8_lines or marked:
        raise refuse("sheets.csv_mixed_encoding", line=odd_line)


def find_delimiter(text: str) -> str:
    """The delimiter that splits the first lines most evenly; a comma when nothing does."""
    lines = [line for line in re.split(r"\r\n|\n|\r", text[:65_536])[:50] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [_count_outside_quotes(line, delimiter) for line in lines]
        used = [count for count in counts if count]
        if not used:
            continue
        common = max(set(used), key=used.count)
        score = common * used.count(common) / len(lines)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _count_outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def read_csv(content: bytes, limits: ReadLimits) -> CsvText:
    """All rows; raises Invalid for unknown or mixed encodings, NUL, unclosed quotes, and cells beyond the limit."""
    text, encoding = decode(content)
    if "\x00" in text:
        raise refuse("sheets.csv_nul")
    delimiter = find_delimiter(text)
    rows, complete, problem = _split(text, delimiter, limits.cell_chars)
    if problem == "long":
        # A quote that never closes swallows the rest of the file and looks like one long cell.
        _, complete_without_limit, real_problem = _split(text, delimiter, len(text) + 1)
        if real_problem != "quote":
            raise refuse("sheets.cell_too_long", limit=limits.cell_chars, where=f"第 {complete + 1} 行")
        complete, problem = complete_without_limit, real_problem
    if problem == "quote":
        raise refuse("sheets.csv_unclosed_quote", line=complete + 1)
    return CsvText(rows, encoding, delimiter, _is_ragged(rows))


def _split(text: str, delimiter: str, cell_chars: int) -> tuple[list[list[str]], int, str]:
    """(rows, last line at which a row was complete, what stopped the reading: "", "long" or "quote")."""
    usual = csv.field_size_limit(cell_chars)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    complete = 0
    try:
        for row in reader:
            rows.append(row)
            complete = reader.line_num
    except csv.Error as error:
        return rows, complete, "long" if "field larger" in str(error) else "quote"
    finally:
        csv.field_size_limit(usual)
    return rows, complete, ""


def _is_ragged(rows: list[list[str]]) -> bool:
    """Whether filled rows are wider than the row that most rows agree with."""
    widths = [len(row) for row in rows if any(row)]
    if not widths:
        return False
    common = max(set(widths), key=widths.count)
    return any(width > common for width in widths)
