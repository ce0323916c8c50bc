"""Which of three things a person needs, what insured periods say, and where the pension will be paid."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yinqiao.areas.applications.types import OfficeMove
from yinqiao.areas.intake.types import Item
from yinqiao.areas.pension_relation.types import (
    PERIODS_ITEM,
    TRANSFER_ITEM,
    Drawing,
    Matter,
    Missed,
    Need,
    Paying,
    Progress,
    Stay,
)

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
_MONTH = r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*月?"
_STAY = re.compile(rf"([^\d\s；;，,。、:：]+)\s*[:：]?\s*{_MONTH}\s*(?:至|到|—+|–|~|～|-)\s*{_MONTH}")
_BETWEEN = re.compile(r"[\s；;，,。、]*")


def read_stays(text: str, today: date) -> tuple[list[Stay], str]:
    """Periods as they were written, `长沙市 2003年1月至2012年12月；株洲市 2013-01 至 2015-06`, or what is wrong with them."""
    stays: list[Stay] = []
    at = 0
    for found in _STAY.finditer(text):
        if not _BETWEEN.fullmatch(text[at : found.start()]):
            break
        at = found.end()
        place, *numbers = found.groups()
        since_year, since_month, until_year, until_month = map(int, numbers)
        if not (1 <= since_month <= 12 and 1 <= until_month <= 12):
            return [], f"第 {len(stays) + 1} 段的月份不对。"
        stay = Stay(place, since_year * 12 + since_month - 1, until_year * 12 + until_month - 1)
        if stay.months < 1:
            return [], f"第 {len(stays) + 1} 段的截止年月早于起始年月。"
        if stay.until > today.year * 12 + today.month - 1:
            return [], f"第 {len(stays) + 1} 段的截止年月晚于本月。"
        stays.append(stay)
    if not stays or not _BETWEEN.fullmatch(text[at:]):
        return [], f"第 {len(stays) + 1} 段看不明白，请写成“长沙市 2003年1月至2012年12月”，各段用分号隔开。"
    return stays, ""


def need_of(drawing: Drawing, missed: Missed) -> Need:
    """What the person needs: whoever draws a pension does not transfer any more."""
    if drawing is Drawing.UNKNOWN:
        return Need.UNCLEAR
    if drawing is Drawing.NO:
        return Need.TRANSFER
    return Need.PERIODS if missed is Missed.YES else Need.DRAWING


def paying_place(
    stays: Sequence[Stay], household: str, born_on: date, is_woman: bool, parameters: Mapping[str, Any]
) -> Paying:
    """The place that will pay the pension. Without ten years anywhere it is the place of the household."""
    least = int(parameters["least_months"])
    from_age = int(parameters["temporary_from_women" if is_woman else "temporary_from_men"])
    home = _name(household)
    normal, temporary = _by_account(stays, home, born_on, from_age)
    totals = _totals(stays, normal)
    reasons = [
        f"{one.place} {one.words}：首次在户籍地以外参保时已满 {from_age} 周岁，为临时缴费账户，不作为待遇领取地，缴费归集到待遇领取地。"
        for one in temporary
    ]
    double = sum(one.months for one in stays) - len(
        {month for one in stays for month in range(one.since, one.until + 1)}
    )
    place, why = _choose(normal, home, household, {_name(at): months for at, months in totals}, least)
    return Paying(place, (*reasons, *why), totals, double)


def _by_account(stays: Sequence[Stay], home: str, born_on: date, from_age: int) -> tuple[list[Stay], list[Stay]]:
    """Periods that make a place count, and those of temporary accounts; in the order of time."""
    grown = (born_on.year + from_age) * 12 + born_on.month - 1
    normal: list[Stay] = []
    temporary: list[Stay] = []
    for one in sorted(stays, key=lambda stay: (stay.since, stay.until, stay.place)):
        known = {_name(each.place) for each in normal}
        is_late = one.since >= grown and _name(one.place) != home and _name(one.place) not in known
        (temporary if is_late else normal).append(one)
    return normal, temporary


def _totals(stays: Sequence[Stay], normal: Sequence[Stay]) -> list[tuple[str, int]]:
    """Months of each place that counts, each month once; in the order of time."""
    months: dict[str, set[int]] = {}
    words: dict[str, str] = {}
    for one in normal:
        words.setdefault(_name(one.place), one.place)
        months.setdefault(_name(one.place), set()).update(range(one.since, one.until + 1))
    return [(words[name], len(found)) for name, found in months.items()]


def _choose(
    normal: Sequence[Stay], home: str, household: str, months: Mapping[str, int], least: int
) -> tuple[str, list[str]]:
    latest = sorted(normal, key=lambda one: (one.until, one.since, _name(one.place) == home, one.place), reverse=True)
    if latest and _name(latest[0].place) == home:
        return household, [f"现在的基本养老保险关系在户籍所在地 {household}，由户籍所在地发放。"]
    said: list[str] = []
    for name in dict.fromkeys(_name(one.place) for one in latest):
        place = next(one.place for one in latest if _name(one.place) == name)
        much = _years(months[name])
        which = "现在的参保地" if not said else "再往前的参保地"
        if months[name] >= least:
            return place, [*said, f"{which} {place} 累计缴费 {much}，满 {_years(least)}，由 {place} 发放。"]
        said.append(f"{which} {place} 累计缴费 {much}，不满 {_years(least)}。")
    return household, [*said, f"没有一个参保地累计满 {_years(least)}，归集到户籍所在地，由 {household} 发放。"]


def _name(place: str) -> str:
    """Names that mean the same place are the same."""
    return place.strip().removesuffix("市")


def _years(months: int) -> str:
    years, rest = divmod(months, 12)
    return "".join(
        part for part in (f"{years} 年" if years else "", f"{rest} 个月" if rest or not years else "") if part
    )


def _need(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return need_of(Drawing(given["drawing"]), Missed(given["missed"])).value


def _place(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    stays, wrong = read_stays(given["stays"], date(2026, 3, 1))
    found = paying_place(stays, given["household"], given["born_on"], given["sex"] == "女", parameters)
    return wrong or found.place


def move_of(one: Item) -> OfficeMove:
    """How what was done moves the case."""
    told = one.data
    is_refusal = told.progress is Progress.REFUSED
    return OfficeMove(
        item=TRANSFER_ITEM if told.matter is Matter.TRANSFER else PERIODS_ITEM, who=one.source.label,
        words=f"{told.done_on:%Y-%m-%d} {told.progress.label}，{told.document}", number=told.case,
        step="" if is_refusal else told.progress.value, ground=told.ground.value if is_refusal else "",
    )  # fmt: skip


FORMULAS = {"pension_relation.need": _need, "pension_relation.paying_place": _place}
