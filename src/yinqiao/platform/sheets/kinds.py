"""Enumerations of the sheet reader that the child process needs too; this module imports nothing heavy."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class SheetKind(StrEnum):
    """What the bytes are, whatever the file is called."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class CellKind(IntEnum):
    """How a cell was stored in the file; the text of the cell is in the frame whatever its kind."""

    TEXT = 0
    NUMBER = 1
    DATE = 2
    BOOL = 3
    ERROR = 4


class SheetWarning(StrEnum):
    """What the reader noticed and went on; each has its Chinese sentence in `refusals.WARNING_TEXTS`."""

    HIDDEN_SHEETS = "sheets.hidden_sheets"
    SEVERAL_SHEETS = "sheets.several_sheets"
    HIDDEN_ROWS = "sheets.hidden_rows"
    HIDDEN_COLUMNS = "sheets.hidden_columns"
    FORMULAS = "sheets.formulas"
    FORMULAS_WITHOUT_VALUE = "sheets.formulas_without_value"
    ERROR_CELLS = "sheets.error_cells"
    DATE_1904 = "sheets.date_1904"
    CONTROL_CHARACTERS = "sheets.control_characters_removed"
    GARBLED_TEXT = "sheets.garbled_text"
    LONG_NUMBERS = "sheets.long_numbers"
    MERGED_DATA_CELLS = "sheets.merged_data_cells"
    RAGGED_ROWS = "sheets.ragged_rows"
