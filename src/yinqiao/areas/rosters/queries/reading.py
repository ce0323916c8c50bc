"""How a roster's file was read, in the form that is kept with it, and what there is to tell about it."""

from __future__ import annotations

from yinqiao.areas.rosters.types.sheets import SheetReading
from yinqiao.platform.sheets.kinds import SheetWarning
from yinqiao.platform.sheets.refusals import WARNING_TEXTS
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable


def describe_reading(table: SheetTable, header: HeaderMatch) -> dict[str, object]:
    """What `SheetReading` gives back: no cell of anybody's, only names of sheets and columns and where they stand."""
    return {
        "title": header.title,
        "header_rows": list(header.header_rows),
        "first_data_row": header.first_data_row,
        "missing": list(header.missing_required),
        "columns": [
            {"column": one.column, "header": one.header_text, "field": one.field, "how": one.how.value}
            for one in header.columns
        ],
        "chosen_because": table.chosen_because,
        "warnings": [warning.value for warning in table.warnings],
        "encoding": table.encoding,
        "sheets": [
            {"name": one.name, "rows": one.rows, "recognised": one.headers_recognised}
            for one in table.sheets
            if one.is_visible and one.rows
        ],
    }


def noticed(reading: SheetReading) -> list[str]:
    """What the reader noticed about the file and went on, as sentences; other rosters in it are told by themselves."""
    codes = {SheetWarning(code) for code in reading.stored.get("warnings", ())}
    if reading.other_rosters:
        codes.discard(SheetWarning.SEVERAL_SHEETS)
    return [text for code, text in WARNING_TEXTS.items() if code in codes]
