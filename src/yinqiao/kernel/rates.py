"""Rates as the figures of this field are counted: two decimals, half up, and empty when there is nothing to count."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_HUNDREDTH = Decimal("0.01")


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Percent with two decimals, half up; None for a denominator of 0, which is neither 0 nor 100 percent.

    16,667 of 16,667 is 100.00; 4,056 of 4,071 is 99.63. A rate below 100 never rounds up to 100.00, for “all” must
    mean all.
    """
    if denominator == 0:
        return None
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    rounded = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if rounded >= 100 and numerator < denominator:
        return Decimal("99.99")
    return rounded
