"""A roster as a grid: header rows, cells, which cells are numbers; and the frame a reader should get from it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from yinqiao.shell.demo.roster.layouts import Layout


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """Cells in the order of `layout.columns`; `numbers` names (row, field) cells that hold a number, not text."""

    layout: Layout
    cells: pl.DataFrame
    numbers: frozenset[tuple[int, str]] = frozenset()

    @property
    def first_row_no(self) -> int:
        """The row number people see for the first person."""
        return self.layout.header_rows + 1

    def heading(self) -> list[list[str]]:
        """Title rows and header rows, each as wide as the sheet; in a two-row header a lone header stands in both."""
        width = len(self.layout.columns)
        rows = [[title] + [""] * (width - 1) for title in self.layout.titles]
        if self.layout.has_two_rows:
            rows.append([column.above or column.header for column in self.layout.columns])
        rows.append([column.header for column in self.layout.columns])
        return rows

    def frame(self) -> pl.DataFrame:
        """All rows as text: `row_no` (UInt32) and `c0`.. as a reader gives them, a merged cell only at its first place."""
        width = len(self.layout.columns)
        names = [f"c{index}" for index in range(width)]
        head = blank_merged(self)
        above = pl.DataFrame(head, schema=dict.fromkeys(names, pl.String), orient="row")
        body = self.cells.rename(dict(zip(self.cells.columns, names, strict=True)))
        frame = pl.concat([above, body]).with_row_index("row_no", offset=1)
        return frame.filter(pl.any_horizontal(pl.col(names).is_not_null()))


def header_spans(sheet: RosterSheet) -> list[tuple[int, int, int, int, str]]:
    """Merged ranges of titles and header as (first row, first column, last row, last column, text), 0-based."""
    columns, top = sheet.layout.columns, len(sheet.layout.titles)
    spans = [(row, 0, row, len(columns) - 1, title) for row, title in enumerate(sheet.layout.titles)]
    if not sheet.layout.has_two_rows:
        return spans
    start = 0
    for index, column in enumerate(columns):
        if not column.above:
            spans.append((top, index, top + 1, index, column.header))
        is_last = index + 1 == len(columns) or columns[index + 1].above != column.above
        if column.above and is_last and index > start:
            spans.append((top, start, top, index, column.above))
        if is_last or not column.above:
            start = index + 1
    return spans


def blank_merged(sheet: RosterSheet) -> list[list[str | None]]:
    """The heading as a file holds it: the text of a merged range only at its first place."""
    rows: list[list[str | None]] = [[cell or None for cell in row] for row in sheet.heading()]
    for first_row, first_column, last_row, last_column, _text in header_spans(sheet):
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                if (row, column) != (first_row, first_column):
                    rows[row][column] = None
    return rows
