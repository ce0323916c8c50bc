"""What a scan may cost to be read; one place, so that tests and operators see it."""

from __future__ import annotations

from typing import Final

MEMORY_BYTES: Final = 1536 * 2**20
CPU_SECONDS: Final = 300
WALL_SECONDS: Final = 600.0
MOST_PAGES: Final = 2_000
MOST_PIXELS: Final = 200_000_000
"""A page of A3 at 600 dpi has 70 million; a bomb has billions."""
LONG_SIDE: Final = 1_800
"""Pixels of the long side of a page as it is shown."""
MOST_LETTERS: Final = 20_000
"""Letters that are read of a page: a printed sheet of A3 has some 5,000."""
MOST_ENTRIES: Final = 20_000
MOST_INFLATED: Final = 64 * 2**30
MOST_RATIO: Final = 200
"""A scan hardly shrinks: what grows two hundredfold on its way out of an archive is none."""
