"""How indicators are made of sums: two decimals half up, empty without a denominator, never rounded up to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from yinqiao.areas.indicators.errors import BookError
from yinqiao.areas.indicators.types import Direction, Form, Indicator, Measure, Value, Walls
from yinqiao.kernel.rates import rate

# What stood in a month before anything was counted here: nobody knows, and it is not 0.
UNKNOWN = Value(0, 0, None)
# The order of the themes on the page.
THEMES = (
    "移交接管", "档案", "党组织关系", "人员状况", "认证与联系", "服务与走访", "办件与评价", "联动与诉求", "党建", "活动与志愿",
    "协议与资产",
)  # fmt: skip


def value_of(indicator: Indicator, numerator: int, denominator: int) -> Value:
    """The value of an indicator whose sums are known, and whether it misses its target.

    9,344 of 9,412 certified is 99.28; of 0 it is empty, which is neither 0 nor 100. Where fewer than `least` stand in the
    denominator one case more or less would decide: no alarm.
    """
    amount = _FORMS[indicator.form](indicator, numerator, denominator)
    return Value(numerator, denominator, amount, _is_alarm(indicator, amount, numerator, denominator))


def _percent(indicator: Indicator, numerator: int, denominator: int) -> Decimal | None:
    return rate(numerator, denominator)


def _average(indicator: Indicator, numerator: int, denominator: int) -> Decimal | None:
    if denominator == 0:
        return None
    return _rounded(Decimal(numerator) / indicator.scale / denominator, indicator.places)


def _count(indicator: Indicator, numerator: int, denominator: int) -> Decimal | None:
    return _rounded(Decimal(numerator) / indicator.scale, indicator.places)


_FORMS: Mapping[Form, Callable[[Indicator, int, int], Decimal | None]] = {
    Form.PERCENT: _percent,
    Form.AVERAGE: _average,
    Form.COUNT: _count,
}


def _rounded(exact: Decimal, places: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _is_alarm(indicator: Indicator, amount: Decimal | None, numerator: int, denominator: int) -> bool:
    if amount is None or indicator.target is None:
        return False
    if indicator.form is not Form.COUNT and denominator < indicator.least:
        return False
    if indicator.direction is Direction.UP:
        return amount < indicator.target
    return indicator.direction is Direction.DOWN and amount > indicator.target


def check_indicator(indicator: Indicator, measures: Mapping[str, Measure]) -> None:
    """Refuse an indicator that cannot be counted: BookError names it and the fault.

    A share divides what is counted in the same unit; only an average divides different ones. Stocks and flows divide
    each other in an average alone.
    """
    if missing := [one for one in indicator.measures if one not in measures]:
        raise BookError(f"{indicator.code}: no measure {missing}")
    if not indicator.numerator or (indicator.form is not Form.COUNT) != bool(indicator.denominator):
        raise BookError(f"{indicator.code}: {indicator.form.value} needs " + _needs(indicator.form))
    if indicator.theme not in THEMES:
        raise BookError(f"{indicator.code}: unknown theme {indicator.theme}")
    if indicator.scale < 1:
        raise BookError(f"{indicator.code}: scale must be 1 or more")
    parts = [measures[one] for one in indicator.measures]
    _check_units(indicator, parts, [measures[one] for one in indicator.numerator])


def _needs(form: Form) -> str:
    return "a numerator alone" if form is Form.COUNT else "numerator and denominator"


def _check_units(indicator: Indicator, parts: Sequence[Measure], above: Sequence[Measure]) -> None:
    compared = above if indicator.form is Form.AVERAGE else parts
    if len({one.unit for one in compared}) > 1:
        raise BookError(f"{indicator.code}: units do not match: {sorted({one.unit for one in compared})}")
    if len({one.kind for one in compared}) > 1:
        raise BookError(f"{indicator.code}: a stock and a flow in one sum or share")


def walls_of(indicator: Indicator, measures: Mapping[str, Measure]) -> Walls:
    """Behind which walls an indicator stands: the highest of what it is made of."""
    return max((measures[one].walls for one in indicator.measures), key=list(Walls).index)


def is_small(numerator: int, denominator: int, least: int) -> bool:
    """Whether a share names so few, or all but so few, that it could tell who they are: 1 to `least` - 1."""
    return any(0 < one < least for one in (numerator, denominator, denominator - numerator))


FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "indicators.small": lambda parameters, given: is_small(
        int(given["numerator"]), int(given["denominator"]), int(parameters["least"])
    ),
}
