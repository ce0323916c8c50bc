"""Keeps exported text from turning into a formula when the file is opened, and takes the guard off on re-import.

Rule of OWASP ASVS 5.0, 1.2.10 (`'` before = + - @ tab NUL), with the full-width twins that input methods produce.
"""

from __future__ import annotations

import re

FORMULA_STARTERS = "=+-@\t\r\x00＝＋－＠"
_CLASS = re.escape(FORMULA_STARTERS)
# Text that already begins with quotes before a starter gets one more, so that taking one off is exact.
_NEEDS_GUARD = re.compile(rf"'*[{_CLASS}]", re.DOTALL)
_HAS_GUARD = re.compile(rf"'+[{_CLASS}]", re.DOTALL)
# A cell of dashes is a clerk's "none"; it cannot become a formula.
_DASHES_ALONE = re.compile(r"'*[-－]+")


def guard_text(text: str) -> str:
    """`text` as it may stand in an exported cell: with `'` in front when a spreadsheet could run it."""
    if _NEEDS_GUARD.match(text) and not _DASHES_ALONE.fullmatch(text):
        return "'" + text
    return text


def strip_guard(text: str) -> str:
    """Undo `guard_text`; text that never had the guard is returned as it is, but for a typed `'=`-like beginning."""
    if _HAS_GUARD.match(text) and not _DASHES_ALONE.fullmatch(text[1:]):
        return text[1:]
    return text
