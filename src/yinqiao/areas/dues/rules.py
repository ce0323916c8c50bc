"""Rules of dues: what a month costs and why, from when to when it is charged, how far somebody stands behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yinqiao.areas.dues.types import Basis, End, RulingState, Stands, Sum, Why, yuan
from yinqiao.kernel.periods import add_months, month_of

# Who collects in a branch, and of these who may answer a branch below.
COLLECTORS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
DECIDERS = ("street_officer", "district_manager", "city_manager")
# The months that the branch decides on may reach so far ahead.
MOST_MONTHS = 12

_S = RulingState
FLOW: Mapping[RulingState, frozenset[RulingState]] = {
    _S.PROPOSED: frozenset({_S.APPROVED, _S.REFUSED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


def month_words(day: date | None) -> str:
    """A month in words; a dash for none."""
    return f"{day.year} 年 {day.month} 月" if day else "—"


def sum_of(basis: Basis, base_fen: int, parameters: Mapping[str, Any]) -> Sum:
    """What a month costs. The rate applies to the whole base: 5,000.00 yuan cost 25.00, 5,000.01 cost 50.00."""
    if basis is Basis.RELIEF:
        return Sum(int(parameters["relief_fen"]), Why.RELIEF)
    why = Why.LOW if base_fen <= parameters["limit_fen"] else Why.HIGH
    thousandths = base_fen * int(parameters[f"{why.value}_permille"])
    half = 500 if parameters["rounding"] == "half_up" else 0
    return Sum((thousandths + half) // 1000, why)


def first_month(paid_to: date | None, joined_on: date | None, received_on: date) -> date:
    """The first month that the receiving branch charges."""
    begun = add_months(month_of(paid_to), 1) if paid_to else month_of(received_on)
    return max(begun, month_of(joined_on)) if joined_on else begun


def last_month(end: End, on: date) -> date:
    """The last month that is charged: the one before a death, the one in which a member left."""
    return add_months(month_of(on), -1) if end is End.DIED else month_of(on)


def stands(owed: int, parameters: Mapping[str, Any]) -> Stands:
    """How a member stands who owes so many months."""
    if not owed:
        return Stands.EVEN
    if owed > parameters["most_late"]:
        return Stands.OVER
    return Stands.REMIND if owed >= parameters["remind_from"] else Stands.OPEN


def months_between(first: date, last: date) -> int:
    """How many months lie between two first days, both counted; 0 when there are none."""
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def explain(why: Why, base_fen: int, fen: int, parameters: Mapping[str, Any]) -> str:
    """The line that tells a member why this sum."""
    low, high = (f"{parameters[f'{one}_permille'] / 10:g}%" for one in ("low", "high"))
    limit = f"{yuan(parameters['limit_fen']):,.0f}"
    base, cost = f"{yuan(base_fen):,.2f}", f"{yuan(fen):,.2f}"
    if why is Why.LOW:
        return f"每月养老金 {base} 元，不超过 {limit} 元，按 {low} 计：{base} × {low} = {cost} 元。"
    if why is Why.HIGH:
        return f"每月养老金 {base} 元，超过 {limit} 元，全额按 {high} 计：{base} × {high} = {cost} 元。{_jump(base_fen, parameters)}"
    return {
        Why.RELIEF: f"享受最低生活保障，每月 {cost} 元。",
        Why.REDUCED: f"经党支部研究、上级党组织批准，这个月少交，交 {cost} 元。",
        Why.EXEMPT: "经党支部研究、上级党组织批准，这个月免交。",
    }[why]


def _jump(base_fen: int, parameters: Mapping[str, Any]) -> str:
    """Why somebody just above the limit pays so much more."""
    limit = int(parameters["limit_fen"])
    below = sum_of(Basis.PENSION, limit, parameters).fen
    if base_fen > limit + limit // 10:
        return ""
    return f"党费按全部养老金计算，不是只算超出的部分，所以超过 {yuan(limit):,.0f} 元后，会比 {yuan(limit):,.0f} 元时的 {yuan(below):,.2f} 元多出一截。"


def _rate_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    found = sum_of(Basis(given["basis"]), given["base_fen"], parameters)
    return {"fen": found.fen, "why": found.why.value}


def _months_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    owed = months_between(add_months(given["paid_to"], 1), month_of(given["today"]))
    return {"owed": owed, "stands": stands(owed, parameters).value}


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "dues.rate": _rate_example,
    "dues.months": _months_example,
    "dues.first_month": lambda _, given: first_month(
        given.get("paid_to"), given.get("joined_on"), given["received_on"]
    ).isoformat(),
    "dues.last_month": lambda _, given: last_month(End(given["end"]), given["on"]).isoformat(),
}
