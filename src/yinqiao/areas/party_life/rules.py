"""Rules of party life: a year's plan, what is owed by a day, what is amiss with a branch, who comes to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.party_life.types import Finding, Form, MeetingKind, MeetingState, Planned, Quarter, Setting, Shape
from yinqiao.kernel.periods import add_months

# Who works for a branch, and of these who looks at branches below.
ORGANISERS = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")

_S = MeetingState
FLOW: Mapping[MeetingState, frozenset[MeetingState]] = {
    _S.PLANNED: frozenset({_S.NOTIFIED, _S.CANCELLED}),
    _S.NOTIFIED: frozenset({_S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CHECKED, _S.HELD}),
    _S.CHECKED: frozenset(),
    _S.CANCELLED: frozenset(),
}
# Kinds to which not everybody comes.
_OF_SOME = {MeetingKind.COMMITTEE, MeetingKind.GROUP}


def months_of(kind: MeetingKind, parameters: Mapping[str, Any]) -> list[int]:
    """The months of a year in which a branch owes a meeting of this kind."""
    return list(parameters[f"{kind.value}_months"])


def times(kind: MeetingKind, shape: Shape) -> int:
    """How often a branch of this shape holds one in such a month: once for each group; none without a committee."""
    if kind is MeetingKind.GROUP:
        return shape.groups
    return int(shape.committee > 1) if kind is MeetingKind.COMMITTEE else 1


def year_plan(year: int, after: date, theme_day: int, shape: Shape, parameters: Mapping[str, Any]) -> list[Planned]:
    """What a branch of this shape plans for the days of a year from `after` on, the nearest first.

    All of a month's meetings are on the fixed day of the theme day: who comes with difficulty comes once.
    """
    found = [
        Planned(kind, no + 1 if kind is MeetingKind.GROUP else 0, date(year, month, theme_day))
        for kind in MeetingKind
        for month in months_of(kind, parameters)
        for no in range(times(kind, shape))
    ]
    return sorted((one for one in found if one.on >= after), key=lambda one: one.on)


def quarter_of(day: date) -> Quarter:
    """The three months in which a day lies."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Quarter(first, add_months(first, 3))


def months_owed(kind: MeetingKind, quarter: Quarter, today: date, parameters: Mapping[str, Any]) -> int:
    """Of how many months of a quarter a meeting of this kind is owed: those that are over."""
    firsts = [add_months(quarter.first, number) for number in range(3)]
    listed = months_of(kind, parameters)
    return sum(1 for first in firsts if first.month in listed and add_months(first, 1) <= today)


def term_end(setting: Setting, term_from: date, parameters: Mapping[str, Any]) -> date:
    """The day on which a branch's term ends."""
    return add_months(term_from, 12 * int(parameters[f"{setting.value}_term_years"]))


def findings(shape: Shape, today: date, parameters: Mapping[str, Any]) -> list[Finding]:
    """What is amiss with a branch, each with how the rule came to it and what may be done. Nothing is done by itself."""
    most, least, from_full = parameters["most_members"], parameters["least_full"], parameters["committee_from"]
    found = []
    if shape.people > most:
        found.append(Finding(
            "too_large", "党员人数超过上限", f"现有党员 {shape.people} 人，一般不超过 {most} 人。",
            "研究分设党支部，或者设立党总支，报上级党组织批准。",
        ))  # fmt: skip
    if shape.full < least:
        found.append(Finding(
            "too_small", "正式党员不足", f"现有正式党员 {shape.full} 人，单独成立党支部须有 {least} 人以上。",
            "研究与邻近单位成立联合党支部，或者并入其他党支部，报上级党组织批准。",
        ))  # fmt: skip
    if not shape.secretaries and not shape.has_secretary_outside:
        found.append(Finding(
            "no_secretary", "没有书记", "名单中没有登记书记，也没有登记由社区干部兼任的书记。",
            "及时补选，或者由上级党组织指派。",
        ))  # fmt: skip
    if shape.term_from is None:
        found.append(Finding(
            "term_unknown", "没有登记换届日期", "不知道本届从哪天开始，无法提醒换届。", "请在支部资料中补填本届起始日期。",
        ))  # fmt: skip
    elif (ends := term_end(shape.setting, shape.term_from, parameters)) <= today:
        years = parameters[f"{shape.setting.value}_term_years"]
        found.append(Finding(
            "term_ended", "任期届满", f"{shape.setting.label}每届任期 {years} 年，本届已于 {ends:%Y-%m-%d} 届满。",
            "按期换届；需要延期或者提前的，报上级党组织批准。",
        ))  # fmt: skip
    if shape.full >= from_full and not shape.committee:
        found.append(Finding(
            "no_committee", "应设支部委员会", f"正式党员 {shape.full} 人，{from_full} 人以上应设支部委员会，名单中没有支部委员。",
            "召开支部党员大会选举支部委员会，一般 3 至 5 人，不超过 7 人。",
        ))  # fmt: skip
    return found


def next_care(form: Form, last: date, parameters: Mapping[str, Any]) -> date | None:
    """When somebody who does not come is to be seen again, after the last time or since there is such a form; None for others."""
    return None if form is Form.USUAL else last + timedelta(days=int(parameters[f"{form.value}_days"]))


def _care_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    found = next_care(Form(given["form"]), given["last"], parameters) or date.max
    return {"next": found.isoformat(), "is_late": found < given["today"]}


def medal_limits(year: int, parameters: Mapping[str, Any]) -> tuple[date, date]:
    """By which day somebody became a full member, or joined where that is not known, to have the years by 1 July of a year."""
    first = date(year - int(parameters["party_years"]), 7, 1)
    if parameters["counts_probation"]:
        return add_months(first, int(parameters["probation_months"])), first
    return first, add_months(first, -int(parameters["probation_months"]))


def _medal_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    full, joined = medal_limits(given["year"], parameters)
    return bool(given["full_on"] <= full if "full_on" in given else given["joined_on"] <= joined)


def _meetings_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    quarter = quarter_of(given["day"])
    return {kind.value: months_owed(kind, quarter, given["today"], parameters) for kind in MeetingKind}


def _state_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    shape = Shape(
        given["people"], given["full"], given["secretaries"], given["committee"], 0, Setting(given["setting"]),
        given["term_from"],
    )  # fmt: skip
    return [one.code for one in findings(shape, given["today"], parameters)]


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "party_life.meetings": _meetings_example,
    "party_life.branch_state": _state_example,
    "party_life.care": _care_example,
    "party_life.medal": _medal_example,
}
