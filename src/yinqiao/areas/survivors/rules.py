"""Funeral grant and survivor lump sum (人社部发〔2021〕18号): months by years, the sums, each line with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from yinqiao.areas.applications.types import OfficeMove
from yinqiao.areas.intake.types import Item
from yinqiao.areas.outside_decisions.types import decision, yuan
from yinqiao.areas.survivors.types import ITEM, Benefit, Life


def whole_years(since: date, until: date) -> int:
    """Full years from one day to another; a started one does not count. 2003-03-15 to 2026-03-14: 22."""
    return max(0, until.year - since.year - ((until.month, until.day) < (since.month, since.day)))


def most_months(paid_years: int, rule: Mapping[str, Any]) -> int:
    """For how many months the lump sum is by the years paid in, before what was drawn: 4 → 3, 15 → 9, 18 → 12, 40 → 24."""
    if paid_years < 5:
        return int(rule["under_5"])
    if paid_years < 10:
        return int(rule["under_10"])
    beyond = max(0, paid_years - 15)
    return min(int(rule["to_15"]) + beyond, int(rule["most"]))


def benefit_of(life: Life, annual_yuan: int, rule: Mapping[str, Any]) -> Benefit:
    """Both sums for a retiree who has died, in fen, half a fen up; the monthly income is not rounded before the end.

    Without the years paid in or drawn the least is told: the months that every retiree's family has.
    """
    monthly = Fraction(annual_yuan * 100, 12)
    months, words = _months(life, rule)
    funeral, lump = _fen(monthly * rule["funeral"]), _fen(monthly * months)
    lines = (
        f"计算基数：上年度全省城镇居民人均可支配收入 {annual_yuan:,} 元，除以 12 个月，每月 {yuan(_fen(monthly))} 元（计算时不先舍入）。",
        f"丧葬补助金：每月基数乘以 {rule['funeral']} 个月，为 {yuan(funeral)} 元。",
        *words,
        f"抚恤金：每月基数乘以 {months} 个月，为 {yuan(lump)} 元。",
    )
    return Benefit(funeral, months, lump, lines, life.paid_years is None or life.drawn_years is None)


def _months(life: Life, rule: Mapping[str, Any]) -> tuple[int, list[str]]:
    least = int(rule["least"])
    if life.paid_years is None or life.drawn_years is None:
        lacking = "、".join(
            label
            for label, years in (("缴费年限", life.paid_years), ("已领取养老金的年数", life.drawn_years))
            if years is None
        )
        return least, [f"抚恤金月数：不知道{lacking}，先按退休人员的最低 {least} 个月计算，补上后可能更多。"]
    most = most_months(life.paid_years, rule)
    left = most - life.drawn_years
    words = [
        f"抚恤金月数：缴费年限满 {life.paid_years} 年，最多 {most} 个月；已领取养老金满 {life.drawn_years} 年，每满一年减 1 个月，余 {left} 个月。"
    ]
    if left < least:
        words.append(f"不足 {least} 个月，退休人员按 {least} 个月计算。")
    return max(least, left), words


def _fen(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def covers(died_on: date | None, rule: Mapping[str, Any]) -> bool:
    """Whether the rule of 2021 holds for a death."""
    since: date = rule["since"]
    return died_on is not None and died_on >= since


def _example(rule: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    found = benefit_of(Life(given.get("paid_years"), given.get("drawn_years")), given["annual_yuan"], rule)
    return f"{found.months} {yuan(found.funeral_fen)} {yuan(found.lump_fen)} {yuan(found.total_fen)}"


def _income(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return yuan(_fen(Fraction(given.get("annual_yuan", parameters["annual_yuan"]) * 100, 12)))


def move_of(one: Item) -> OfficeMove:
    """How a decision moves the case."""
    return decision(one, item=ITEM, granted=f"核定丧葬补助金 {one.data.funeral} 元、抚恤金 {one.data.lump_sum} 元")


FORMULAS = {"survivors.benefit": _example, "survivors.income": _income}
