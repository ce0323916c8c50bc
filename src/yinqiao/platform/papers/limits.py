"""How much of a template and of a scan we are ready to read; one place, so that tests and operators see it."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.sheets.limits import ReadLimits

LIMITS: Final = ReadLimits(
    file_bytes=2 * 2**20, inflated_bytes=32 * 2**20, entries=400, rows=2_000, columns=200, cells=100_000,
    merged_ranges=2_000, shared_strings=20_000, memory_bytes=1024 * 2**20, cpu_seconds=60, wall_seconds=120.0,
)  # fmt: skip
MOST_PAGES: Final = 200
# For scans and for filling: a page takes an eighth of a second, one that is nothing but noise all four looks; three hundred
# papers in one file take half a minute.
LONG_CPU_SECONDS: Final = 300
LONG_WALL_SECONDS: Final = 600.0
