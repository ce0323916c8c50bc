"""Turns columns of cells as the reader gives them into joined text plus a kind per cell; runs in the child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from yinqiao.platform.sheets.kinds import CellKind
from yinqiao.platform.sheets.wire import SEPARATOR, WireColumn

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


class ErrorCell(str):
    """The text of an error value (`#REF!`), told apart from text that a person typed."""


# From 16 digits on, a number in a spreadsheet has lost its last digits.
LONG_NUMBER = 10**15
_TEXT_ONLY = frozenset({str})
_TEXT_AND_NUMBERS = frozenset({str, float, int})
_NUMBER = bytes([CellKind.NUMBER])


def number_text(number: float) -> str:
    """A number as a person would type it: no `.0`, no exponent, at most the 15 digits that spreadsheets show."""
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    if number == int(number):
        return str(int(number))
    shown = format(number, ".15g")
    return format(Decimal(shown), "f") if "e" in shown else shown


def moment_text(moment: dt.datetime) -> str:
    """ISO date; the time follows after a space when it is not midnight, to the second."""
    if moment.time() == dt.time.min:
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat(sep=" ")


def span_text(span: dt.timedelta) -> str:
    """A duration as hours:minutes:seconds, as spreadsheets show it beyond a day."""
    seconds = int(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def cell_text(cell: Cell) -> tuple[str, CellKind]:
    """(text, kind) of one cell; None is blank text."""
    match cell:
        case ErrorCell():
            return str(cell), CellKind.ERROR
        case str():
            return cell, CellKind.TEXT
        case bool():
            return ("TRUE" if cell else "FALSE"), CellKind.BOOL
        case int() | float():
            return number_text(cell), CellKind.NUMBER
        case dt.datetime():
            return moment_text(cell), CellKind.DATE
        case dt.date() | dt.time():
            return cell.isoformat(), CellKind.DATE
        case dt.timedelta():
            return span_text(cell), CellKind.DATE
    return "", CellKind.TEXT


def pack_column(cells: Sequence[Cell]) -> tuple[WireColumn, bool]:
    """(the column for the wire, whether it holds numbers too long to be true).

    Columns of text alone, the great majority, cost one join; of numbers each is told once, however often it stands there.
    """
    types = set(map(type, cells))
    if types <= _TEXT_ONLY:
        return WireColumn(_join(cells), None), False  # type: ignore[arg-type]
    if types <= _TEXT_AND_NUMBERS:
        told = {cell: cell if type(cell) is str else number_text(cell) for cell in set(cells)}  # type: ignore[arg-type]
        texts = [told[cell] for cell in cells]
        kinds = bytes([type(cell) is not str for cell in cells]) if str in types else _NUMBER * len(cells)
    else:
        told = {}
        pairs = [cell_text(cell) for cell in cells]
        texts = [text for text, _ in pairs]
        kinds = bytes([kind for _, kind in pairs])
    has_long = bool(types & {float, int}) and any(_is_long(cell) for cell in told or cells)
    return WireColumn(_join(texts), kinds), has_long


def _is_long(cell: Cell) -> bool:
    return isinstance(cell, int | float) and abs(cell) >= LONG_NUMBER


def _join(texts: Sequence[str]) -> bytes:
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) != max(0, len(texts) - 1):
        joined = SEPARATOR.join([text.replace(SEPARATOR, " ") for text in texts])
    return joined.encode()
