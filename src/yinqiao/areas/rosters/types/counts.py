"""Counts of things (copies, pages) as clerks write them."""

from __future__ import annotations

import re
import unicodedata

_COUNT = re.compile(r"(\d{1,7})(?:\.0+)?(?:份|页|件|张|卷|册|本)?")


def read_count(text: str | None) -> tuple[int | None, bool]:
    """The whole number of a cell, and whether the cell says something that is none.

    `1,204 页` → (1204, False), `３` → (3, False), empty → (None, False); `约20`, `-1` and `2.5` → (None, True).
    """
    plain = re.sub(r"[\s,，\u200b]", "", unicodedata.normalize("NFKC", text or ""))
    if not plain:
        return None, False
    found = _COUNT.fullmatch(plain)
    return (int(found[1]), False) if found else (None, True)
