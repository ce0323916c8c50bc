"""How much of an uploaded spreadsheet we are ready to read; one place, so that tests and operators see it."""

from __future__ import annotations

from dataclasses import dataclass

from yinqiao.platform.sheets.refusals import refuse

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits of one reading; sizes in bytes, times in seconds.

    `cells` bounds the rectangle from the first to the last used cell: the reader allocates all of it. The defaults
    read 88,000 rows of 25 columns in about half of the memory and refuse what no roster needs.
    """

    file_bytes: int = 64 * MIB
    inflated_bytes: int = 1024 * MIB
    inflate_ratio: int = 250
    entries: int = 2_000
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 12_000_000
    shared_strings: int = 4_000_000
    merged_ranges: int = 100_000
    cell_chars: int = 32_767
    visible_sheets: int = 50
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 60
    wall_seconds: float = 120.0


DEFAULT_LIMITS = ReadLimits()


def check_extent(rows: int, columns: int, limits: ReadLimits) -> None:
    """Refuse a used rectangle that is wider, longer or larger than the limits; counts are 1-based."""
    if columns > limits.columns:
        raise refuse("sheets.too_many_columns", count=columns, limit=limits.columns)
    if rows > limits.rows:
        raise refuse("sheets.too_many_rows", count=rows, limit=limits.rows)
    if rows * columns > limits.cells:
        raise refuse("sheets.too_many_cells", last=f"第 {rows} 行、第 {columns} 列")
