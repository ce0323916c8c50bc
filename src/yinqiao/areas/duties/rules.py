"""When a service is due to a person: pure, and the oracle of the statement that derives it for a whole city."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from importlib import resources
from typing import Any

from yinqiao.areas.duties.types import (
    Group,
    Occasion,
    Outcome,
    PersonFacts,
    Service,
    Standard,
    Wanted,
    Way,
    When,
)
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule, RetireeStatus
from yinqiao.kernel.festivals import Festival, festival_on
from yinqiao.kernel.periods import add_months, age_on

# Who sets the values of a standard, as of any rule of the city.
MANAGERS = ("city_manager",)
SERVE = ActRule("serve", "登记服务", CASEWORKERS, frozenset({RetireeStatus.MANAGED, RetireeStatus.DECEASED}))
# What a way of reaching somebody can be, without a gift or a bouquet being told of: a visit is more than a call.
ENDS: Mapping[Way, tuple[Service, ...]] = {Way.VISIT: (Service.VISIT, Service.CALL), Way.CALL: (Service.CALL,)}
_OLDEST = 120
_PERIODS = (1, 2, 3, 4, 6, 12)


def occasions(standard: Standard, first: date, last: date) -> list[Occasion]:
    """The times of a standard that do not depend on the person, due between two days (inclusive).

    Quarterly: 2026-10 opens on 2026-10-01 and is due on 2026-12-31. 重阳节 2026, 14 days ahead: open from 2026-10-04,
    due on 2026-10-18.
    """
    if standard.when is When.PERIOD:
        found = _periods(standard.numbers["every_months"], first, last)
    elif standard.when is When.FESTIVAL:
        found = _festivals(Festival(standard.festival), standard.numbers["lead_days"], first, last)
    else:
        return []
    return [one for one in found if first <= one.due_on <= last]


def _periods(months: int, first: date, last: date) -> Iterator[Occasion]:
    if months not in _PERIODS:
        raise ValueError("a year must be divisible by the period")
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while start <= last:
        following = add_months(start, months)
        yield Occasion(f"{start:%Y-%m}", start, following - timedelta(days=1), start)
        start = following


def _festivals(festival: Festival, lead: int, first: date, last: date) -> Iterator[Occasion]:
    for year in range(first.year - 1, last.year + 1):
        day = festival_on(festival, year)
        yield Occasion(f"{day:%Y-%m-%d}", day - timedelta(days=lead), day, day)


def ages(numbers: Mapping[str, int]) -> range:
    """The birthdays that are kept: from 80 on every tenth is 80, 90, 100, 110, 120."""
    return range(numbers["from_age"], _OLDEST + 1, numbers["step_years"])


def is_for(standard: Standard, facts: PersonFacts) -> bool:
    """Whether a standard is for somebody, whatever the age."""
    is_here = standard.place_from <= facts.place_no < standard.place_to
    is_theirs = not standard.enterprise or standard.enterprise == facts.enterprise
    is_member = standard.group is Group.EVERYBODY or standard.group.value in facts.groups
    wanted = RetireeStatus.DECEASED if standard.when is When.DEATH else RetireeStatus.MANAGED
    return standard.is_on and is_here and is_theirs and is_member and facts.status == wanted


def due_to(standard: Standard, facts: PersonFacts, today: date) -> list[Wanted]:
    """What is due to a person by a standard as of today: open, and its day not over. What was told stays until it ends."""
    if not is_for(standard, facts):
        return []
    found: Mapping[When, Any] = {When.BIRTHDAY: _of_birthday, When.TOLD: _of_told, When.DEATH: _of_death}
    return list(found.get(standard.when, _of_calendar)(standard, facts, today))


def _of_calendar(standard: Standard, facts: PersonFacts, today: date) -> Iterator[Wanted]:
    numbers = standard.numbers
    first = facts.groups.get(standard.group.value, (today, None))[1] or date.max
    for one in occasions(standard, today, today + timedelta(days=400)):
        age = age_on(facts.born_on, one.counted_on)
        is_of_age = numbers.get("from_age", 0) <= age <= (numbers.get("to_age") or _OLDEST)
        if one.opens_on <= today and is_of_age:
            yield Wanted(standard.id, one.key, max(one.counted_on, min(first, one.due_on)))


def _of_birthday(standard: Standard, facts: PersonFacts, today: date) -> Iterator[Wanted]:
    for age in ages(standard.numbers):
        day = add_months(facts.born_on, 12 * age)
        if day - timedelta(days=standard.numbers["lead_days"]) <= today <= day:
            yield Wanted(standard.id, f"age-{age}", day)


def _of_told(standard: Standard, facts: PersonFacts, today: date) -> Iterator[Wanted]:
    del today
    since, due_on = facts.groups[standard.group.value]
    if due_on is not None:
        yield Wanted(standard.id, f"{since:%Y-%m-%d}", due_on)


def _of_death(standard: Standard, facts: PersonFacts, today: date) -> Iterator[Wanted]:
    if facts.died_on is not None:
        due_on = facts.died_on + timedelta(days=standard.numbers["within_days"])
        if facts.died_on <= today <= due_on:
            yield Wanted(standard.id, f"{facts.died_on:%Y-%m-%d}", due_on)


def needs_next(outcome: Outcome) -> bool:
    """Whether somebody must try again: who said no need not be asked again."""
    return outcome is Outcome.NOT_HOME


@cache
def shapes() -> tuple[Mapping[str, str], ...]:
    """Every standard as the product ships it: what is done, and what makes it due. ValueError for one that cannot be."""
    text = resources.files("yinqiao.areas.duties").joinpath("rulebook/duties.toml").read_text("utf-8")
    found = tuple(tomllib.loads(text)["standard"])
    for one in found:
        checked(one)
    return found


def checked(shape: Mapping[str, str]) -> Mapping[str, str]:
    """A shape whose words are all known; ValueError otherwise."""
    Service(shape["service"]), Group(shape.get("group", ""))
    if unknown := set(shape) - {"id", "service", "when", "group", "festival", "enterprise"}:
        raise ValueError(f"{shape['id']}: unknown {sorted(unknown)}")
    if (When(shape["when"]) is When.FESTIVAL) != ("festival" in shape):
        raise ValueError(f"{shape['id']}: a festival is named exactly where one is meant")
    if "festival" in shape:
        Festival(shape["festival"])
    if shape["when"] == When.TOLD and not shape.get("group"):
        raise ValueError(f"{shape['id']}: what is told is told of a group")
    return shape


def shaped(shape: Mapping[str, str], parameters: Mapping[str, Any], version: str, **more: Any) -> Standard:
    """A standard from its shape and the values that hold."""
    return Standard(
        id=shape["id"], service=Service(shape["service"]), when=When(shape["when"]), group=Group(shape.get("group", "")),
        version=version, numbers={name: value for name, value in parameters.items() if name != "is_on"},
        is_on=parameters["is_on"], festival=shape.get("festival", ""), enterprise=shape.get("enterprise", ""),
        **{"title": "", **more},
    )  # fmt: skip


def _worked(shape: Mapping[str, str], parameters: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    """The day by which something is due in a worked example; an empty text where nothing is."""
    groups = {name: (given["since"], given.get("told_due")) for name in given.get("groups", ())}
    facts = PersonFacts(given["born_on"], given.get("status", "managed"), given.get("died_on"), groups)
    found = due_to(shaped(shape, parameters, ""), facts, given["today"])
    return found[0].due_on if found else ""


FORMULAS = {one["id"]: partial(_worked, one) for one in shapes()}


def differences_in_words(values: Sequence[tuple[str, Any, Any]]) -> list[str]:
    """What differs between two texts, a sentence each: (what it is called, before, after) → “起始年龄：80 → 75。”"""
    return [
        f"{label}：{_said(before)} → {_said(after)}。" for label, before, after in values if before != after
    ]  # fmt: skip


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:,}" if isinstance(value, int) else str(value)


def in_words(one: Standard) -> str:
    """A standard as a sentence: “80周岁以上的全部人员，每3个月走访一次，每次约40分钟。”"""
    numbers = one.numbers
    if not one.is_on:
        return "目前不执行。"
    parts = [part for part in (_who(one), f"{_how_often(one)}{_cost(numbers)}") if part]
    return f"{'，'.join(parts)}。"


def _who(one: Standard) -> str:
    low, high = one.numbers.get("from_age", 0), one.numbers.get("to_age", 0)
    if one.when is When.BIRTHDAY:
        return "" if one.group is Group.EVERYBODY else one.group.label
    age = f"{low}至{high}周岁的" if low and high else f"{low}周岁以上的" if low else f"{high}周岁以下的" if high else ""
    return f"{age}{one.group.label}"


def _how_often(one: Standard) -> str:
    numbers, service = one.numbers, one.service.label
    if one.when is When.PERIOD:
        months = numbers["every_months"]
        return f"{_EVERY.get(months, f'每{months}个月')}{service}一次"
    if one.when is When.FESTIVAL:
        return f"{Festival(one.festival).label}前{numbers['lead_days']}天内{service}"
    if one.when is When.BIRTHDAY:
        return f"满{numbers['from_age']}周岁起每{numbers['step_years']}年的生日前{numbers['lead_days']}天内{service}"
    return f"去世后{numbers['within_days']}天内{service}" if one.when is When.DEATH else f"按告知的期限{service}"


_EVERY = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}


def _cost(numbers: Mapping[str, int]) -> str:
    money = f"、{numbers['yuan']:,}元" if numbers["yuan"] else ""
    return f"，每次约{numbers['minutes']}分钟{money}"
