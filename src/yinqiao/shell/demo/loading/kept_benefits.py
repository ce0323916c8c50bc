"""What the demo city's enterprises keep giving: items as agreements of such enterprises commonly name them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from yinqiao.areas.agreements.types import Audience, Benefit, Payer, Rhythm


def kept_benefits(starts_on: date) -> tuple[Benefit, ...]:
    """A heating allowance for all, out-of-pool costs and housing for the older ones, visits, and who is named one by one."""
    year, basis = starts_on.year, "企业职工代表大会决议（演示）"
    return (
        Benefit(
            "out_of_pool", Audience.RETIRED_BEFORE, date(year - 15, 1, 1), Decimal("128.00"), since=starts_on, basis=basis
        ),
        Benefit("heating", amount=Decimal("1200.00"), rhythm=Rhythm.YEAR, since=starts_on, basis=basis),
        Benefit(
            "housing", Audience.RETIRED_BEFORE, date(2000, 1, 1), Decimal("60.00"), since=starts_on,
            payer=Payer.PROVISION, basis="改制方案（演示）",
        ),
        Benefit("festival", amount=Decimal(2), unit="次", rhythm=Rhythm.YEAR, since=starts_on),
        Benefit("model_worker", Audience.NAMED, since=starts_on, basis="按授予机关规定的标准"),
    )  # fmt: skip
