"""What the sheet reader gives and what header recognition takes and gives: frozen dataclasses, no acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from yinqiao.platform.sheets.kinds import CellKind, SheetKind, SheetWarning

__all__ = [
    "CellKind",
    "CellNote",
    "ColumnMatch",
    "FieldSpec",
    "HeaderMatch",
    "MatchHow",
    "NoteSeverity",
    "SheetHeader",
    "SheetInfo",
    "SheetKind",
    "SheetTable",
    "SheetWarning",
]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of the workbook: its name, whether a reader of the workbook sees it, its used size (None: not opened)."""

    name: str
    is_visible: bool
    rows: int | None
    columns: int | None
    headers_recognised: int


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet as text, cell by cell, nothing interpreted.

    `frame` has `row_no` (UInt32, the 1-based row number people see in the file) and `c0`..`cN` (String; null is a
    blank cell, white space alone is blank). Column `cI` is the I-th column of the file counted from 0 (A is c0), also
    when the first columns are empty. Rows that are blank throughout are left out. `kinds` holds, for each column
    that has cells other than text, a UInt8 series of `CellKind` as long as the frame; a column that is missing there
    is all text. Numbers come without `.0` and without exponent, dates as ISO (`1955-03-01`, with a time
    `1955-03-01 08:30:00`), booleans as TRUE/FALSE, errors as `#REF!`.
    """

    kind: SheetKind
    frame: pl.DataFrame
    kinds: Mapping[str, pl.Series]
    sheet_name: str
    sheets: tuple[SheetInfo, ...] = ()
    chosen_because: str = ""
    date1904: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_row_count: int = 0
    formula_count: int = 0
    merged_ranges: tuple[tuple[int, int, int, int], ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    warnings: tuple[SheetWarning, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The cell columns in order: c0..cN."""
        return tuple(name for name in self.frame.columns if name != "row_no")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field that a sheet may have: its code name, the Chinese label, other headers in use, whether it must be there.

    `synonyms` may hold nested forms of a two-row header as `家庭联系人一/姓名`.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


class MatchHow(StrEnum):
    """Why a column was taken for a field."""

    EXACT = "exact"
    SYNONYM = "synonym"
    REMEMBERED = "remembered"
    GUESS = "guess"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the sheet: frame column (`c3`), the header as people see it, the field or None, and how sure."""

    column: str
    header_text: str
    field: str | None
    how: MatchHow
    confidence: float


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What was recognised above the data.

    `header_rows` are row numbers of the file (two for a two-row header), `first_data_row` the row number from which
    on there is data, `footer_rows` row numbers at the end that are no data (合计, 制表人). `missing_required` names
    fields. `duplicates` names fields that more than one column claims; the surer or else the first column has them.
    `repeated_header_rows` are headers printed again at page breaks. Without any recognised header `header_rows` is
    empty and every column is unknown.
    """

    header_rows: tuple[int, ...]
    first_data_row: int
    columns: tuple[ColumnMatch, ...]
    missing_required: tuple[str, ...]
    footer_rows: tuple[int, ...] = ()
    duplicates: tuple[str, ...] = ()
    title: str = ""
    repeated_header_rows: tuple[int, ...] = ()

    def mapping(self) -> dict[str, str]:
        """Field name -> frame column, of all columns that were recognised."""
        return {match.field: match.column for match in self.columns if match.field is not None}


class NoteSeverity(StrEnum):
    """How an annotated cell is coloured: red blocks, amber warns, green was mended."""

    BLOCKS = "blocks"
    WARNS = "warns"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class CellNote:
    """A finding to show in the annotated copy.

    `row_no` counts as in `SheetTable.frame`; `column` is the index I of `cI`, or None when the row as a whole is meant.
    """

    row_no: int
    column: int | None
    severity: NoteSeverity
    message: str


@dataclass(frozen=True, slots=True)
class SheetHeader:
    """The title row of an exported sheet: what it is, its purpose, who made it when, and over what scope."""

    title: str
    purpose: str
    made_by: str
    made_at: dt.datetime
    scope: str
    extra: tuple[str, ...] = field(default_factory=tuple)
