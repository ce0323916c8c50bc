"""How rates are counted: two decimals, half up, and empty when there is nothing to count."""

from __future__ import annotations

from decimal import Decimal

from yinqiao.kernel.rates import rate

FORMULAS = {
    "insight.strand_people": lambda parameters, given: _words(rate(given["received"], given["handed_over"])),
    "insight.strand_party": lambda parameters, given: _words(rate(given["received"], given["handed_over"])),
    "insight.strand_branches": lambda parameters, given: _words(rate(given["received"], given["handed_over"])),
    "insight.strand_archives": lambda parameters, given: _words(rate(given["received"], given["handed_over"])),
    "insight.reception_rate": lambda parameters, given: _words(rate(given["accepted"], given["handed_over"])),
    "insight.first_contact_rate": lambda parameters, given: _words(rate(given["contacted"], given["accepted"])),
}


def _words(value: Decimal | None) -> str:
    return "" if value is None else str(value)
