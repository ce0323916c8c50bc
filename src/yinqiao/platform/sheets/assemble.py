"""Builds the `SheetTable` from the child's chunks while the child is still reading the next ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from yinqiao.platform.sheets.injection import strip_guard
from yinqiao.platform.sheets.kinds import CellKind, SheetKind, SheetWarning
from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.types import SheetInfo, SheetTable
from yinqiao.platform.sheets.wire import SEPARATOR, WireChunk, WireColumn

_BLANKS = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    + ("\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff")
)
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\x1f") + b"\x7f"
_CONTROL_PATTERN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_ERROR_VALUES = ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"]
# U+FFFD, its most famous offspring, and the two marks that UTF-8 punctuation leaves when read as GBK.
_GARBLED = ("\ufffd", "锟", "銆", "锛")
_SAMPLE = 400
_SURELY_GARBLED = 3


class TableBuilder:
    """Takes META, CHUNKs and END in this order, then gives the table."""

    def __init__(self) -> None:
        self._meta: dict[str, Any] = {}
        self._parts: list[pl.DataFrame] = []
        self._noticed: set[SheetWarning] = set()
        self._may_hold_errors: set[str] = set()
        self._ended = False

    @property
    def rows_expected(self) -> int:
        """Rows that the child announced, blank ones included."""
        return int(self._meta.get("rows", 0))

    def begin(self, meta: dict[str, Any]) -> None:
        """Take what the child says about the sheet before its rows."""
        self._meta = meta
        self._noticed |= {SheetWarning(code) for code in meta["warnings"]}

    def add(self, chunk: WireChunk) -> None:
        """Turn one chunk into columns; blank rows are dropped here, their numbers stay with the others."""
        if chunk.rows == 0 or not chunk.columns:
            return
        offset = int(self._meta["column_offset"])
        texts, kinds = [], []
        for at, column in enumerate(chunk.columns, start=offset):
            texts.append(self._text_series(f"c{at}", column))
            if column.kinds is not None:
                kinds.append(pl.Series(f"k{at}", np.frombuffer(column.kinds, dtype=np.uint8)))
        row_no = pl.int_range(chunk.first_row, chunk.first_row + chunk.rows, dtype=pl.UInt32, eager=True).alias(
            "row_no"
        )
        part = pl.DataFrame([row_no, *texts, *kinds])
        names = [series.name for series in texts]
        part = part.with_columns(
            pl.when(pl.col(names).str.strip_chars(_BLANKS) != "").then(pl.col(names)).name.keep()
        ).filter(~pl.all_horizontal(pl.col(names).is_null()))
        self._parts.append(self._mark_errors(part, names))

    def end(self, closing: dict[str, Any]) -> None:
        """Take what was noticed while the rows were sent."""
        self._noticed |= {SheetWarning(code) for code in closing["warnings"]}
        self._ended = True

    def table(self, limits: ReadLimits) -> SheetTable:
        """The finished table; raises Invalid when it is empty, cut short, or has a cell beyond the limit."""
        if not self._ended:
            raise refuse("sheets.reader_stopped")
        parts = [part for part in self._parts if part.height]
        if not parts:
            raise refuse("sheets.no_rows")
        whole = pl.concat(parts, how="diagonal", rechunk=True)
        width = int(self._meta["column_offset"]) + int(self._meta["width"])
        frame = whole.select(
            "row_no",
            *(
                pl.col(f"c{i}") if f"c{i}" in whole.columns else pl.lit(None, pl.String).alias(f"c{i}")
                for i in range(width)
            ),
        )
        _refuse_long_cells(frame, limits)
        if _looks_garbled(frame):
            self._noticed.add(SheetWarning.GARBLED_TEXT)
        kinds = {
            f"c{name[1:]}": whole[name].fill_null(0).alias(f"c{name[1:]}")
            for name in whole.columns
            if name.startswith("k") and (whole[name].max() or 0) != 0
        }
        return self._finish(frame, kinds)

    def _finish(self, frame: pl.DataFrame, kinds: dict[str, pl.Series]) -> SheetTable:
        meta = self._meta
        return SheetTable(
            kind=SheetKind(meta["kind"]),
            frame=frame,
            kinds=kinds,
            sheet_name=meta["sheet_name"],
            sheets=tuple(SheetInfo(**info) for info in meta["sheets"]),
            chosen_because=meta["chosen_because"],
            date1904=meta["date1904"],
            hidden_rows=tuple(meta["hidden_rows"]),
            hidden_row_count=meta["hidden_row_count"],
            formula_count=meta["formula_count"],
            merged_ranges=tuple((a, b, c, d) for a, b, c, d in meta["merged_ranges"]),
            encoding=meta["encoding"],
            delimiter=meta["delimiter"],
            warnings=tuple(sorted(self._noticed)),
        )

    def _text_series(self, name: str, column: WireColumn) -> pl.Series:
        # Searches for single characters in the joined text are almost free; only what they find costs more.
        text = column.text.decode()
        series = pl.Series(name, [text]).str.split(SEPARATOR).explode(empty_as_null=False)
        if "'" in text:
            series = _strip_guards(series)
        if len(column.text.translate(None, _CONTROL_BYTES)) != len(column.text):
            series = series.str.replace_all(_CONTROL_PATTERN, "")
            self._noticed.add(SheetWarning.CONTROL_CHARACTERS)
        if any(mark in text for mark in _GARBLED):
            self._noticed.add(SheetWarning.GARBLED_TEXT)
        if "#" in text:
            self._may_hold_errors.add(name)
        return series

    def _mark_errors(self, part: pl.DataFrame, names: list[str]) -> pl.DataFrame:
        """Give text cells that read `#REF!` and its like the kind ERROR, whatever the format could tell."""
        marked = []
        for name in names:
            if name not in self._may_hold_errors:
                continue
            is_error = part[name].is_in(_ERROR_VALUES).fill_null(False)
            if is_error.any():
                old = (
                    part[f"k{name[1:]}"]
                    if f"k{name[1:]}" in part.columns
                    else pl.zeros(part.height, pl.UInt8, eager=True)
                )
                marked.append(_where(is_error, old).alias(f"k{name[1:]}"))
                self._noticed.add(SheetWarning.ERROR_CELLS)
        return part.with_columns(marked)


def _where(is_error: pl.Series, old: pl.Series) -> pl.Series:
    errors = pl.Series([int(CellKind.ERROR)], dtype=pl.UInt8).new_from_index(0, len(old))
    return errors.zip_with(is_error, old)


def _strip_guards(series: pl.Series) -> pl.Series:
    """Take our own export guard off the few cells that begin with an apostrophe."""
    at = series.str.starts_with("'").fill_null(False).arg_true()
    return series.scatter(at, [strip_guard(text) for text in series.gather(at).to_list()])


def _refuse_long_cells(frame: pl.DataFrame, limits: ReadLimits) -> None:
    lengths = frame.select(pl.exclude("row_no").str.len_bytes().max()).row(0)
    for name, length in zip(frame.columns[1:], lengths, strict=True):
        if (length or 0) <= limits.cell_chars:
            continue
        worst = frame.filter(pl.col(name).str.len_chars() > limits.cell_chars)
        if worst.height:
            raise refuse("sheets.cell_too_long", limit=limits.cell_chars, where=f"第 {worst['row_no'][0]} 行")


def _looks_garbled(frame: pl.DataFrame) -> bool:
    """UTF-8 that was once read as GBK turns back into ideographs; three such cells among the first are no accident."""
    found = 0
    for name in frame.columns[1:]:
        for text in frame[name].head(_SAMPLE // max(1, frame.width - 1) + 4).drop_nulls():
            found += _turns_back(text)
            if found >= _SURELY_GARBLED:
                return True
    return False


def _turns_back(text: str) -> bool:
    if text.isascii() or len(text) < 3:
        return False
    try:
        original = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return any("\u4e00" <= character <= "\u9fff" for character in original)
