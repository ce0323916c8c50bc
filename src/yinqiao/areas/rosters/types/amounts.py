"""Areas and sums of money as clerks write them, in hundredths: 0.01 m² and 0.01 yuan are the smallest that papers tell."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(r"(?:¥|人民币)?(\d{1,15}(?:\.\d{1,15})?)(?:平方米|平米|平方|m2|㎡|元)?", re.IGNORECASE)
_CENT = Decimal("0.01")


def read_amount(text: str | None) -> tuple[int | None, bool]:
    """The hundredths of a cell, rounded half up, and whether the cell says something that is no amount.

    `1,204.5㎡` → (120450, False), `0.005` → (1, False), empty → (None, False); `约20`, `-1` and `3万元` → (None, True):
    a unit of another size is never worked out, for the header may have said it already.
    """
    plain = re.sub(r"[\s,，\u200b]", "", unicodedata.normalize("NFKC", text or ""))
    if not plain:
        return None, False
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None, True
    return int(Decimal(found[1]).quantize(_CENT, ROUND_HALF_UP) * 100), False
