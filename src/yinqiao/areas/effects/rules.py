"""Rules of effects: what explains what, whose a follow-up is, for how many months pay may have gone on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.effects.types import Kind, Outcome, Owner, State

ENTERPRISES = ("enterprise_officer", "enterprise_admin")
# A store room of archives belongs to an office, not to a community (`archives`); members are received by both (`party`).
OFFICES = ("street_officer", "district_manager", "city_manager", "agency_officer")
PLACES = ("community_officer", *OFFICES)
OVERSEERS = ("auditor", "data_protection_officer")
# Who may settle what; whoever else sees it only reads. Pay is the pension agency's alone.
SETTLERS: Mapping[Owner, frozenset[str]] = {
    Owner.ENTERPRISE: frozenset(ENTERPRISES),
    Owner.PARTY: frozenset((*ENTERPRISES, *PLACES)),
    Owner.ARCHIVES: frozenset(OFFICES),
    Owner.AGENCY: frozenset({"agency_officer"}),
}
# Each step and where it leads. What ended because its cause was taken back stays ended.
FLOW: Mapping[State, Mapping[str, State]] = {
    State.OPEN: {"settle": State.DONE, "end": State.ENDED},
    State.DONE: {"reopen": State.OPEN},
    State.ENDED: {},
}


@cache
def _book() -> Mapping[str, Any]:
    text = resources.files("yinqiao.areas.effects").joinpath("rulebook/effects.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of follow-ups by code, in the order of the rulebook."""
    return {
        one["code"]: Kind(
            one["code"], one["title"], Owner(one["owner"]), one["cause"], one["days"], one["words"], one["back"],
            tuple(Outcome(**outcome) for outcome in one["outcomes"]),
        )
        for one in _book()["task"]
    }  # fmt: skip


def kinds_from(cause: str) -> list[Kind]:
    """The kinds that follow from events of one type."""
    return [one for one in kinds().values() if one.cause == cause]


@cache
def explaining() -> Mapping[tuple[str, str], str]:
    """(cause, effect), both types of events → the id of the rule by which the one followed from the other."""
    return {
        (cause, rule["parameters"]["effect"]): rule["id"]
        for rule in _book()["rule"]
        for cause in rule["parameters"].get("causes", ())
    }


@cache
def answering() -> Mapping[str, frozenset[str]]:
    """Type of an event → the types that answer it or go on with it later."""
    return {one["of"]: frozenset(one["types"]) for one in _book()["later"]}


@cache
def undoing() -> Mapping[str, str]:
    """Type of an event → the type that undoes it."""
    return {one["of"]: one["by"] for one in _book()["undo"]}


@cache
def beside() -> frozenset[str]:
    """Types that stand beside the cause in its act and are none themselves."""
    return frozenset(code for one in _book()["beside"] for code in one["types"])


def page_of(kind: str) -> tuple[str, str]:
    """The page on which the room of an event shows it: name of the address and label; two empty texts for none."""
    found = next((one for one in _book()["page"] if kind.startswith(one["prefix"])), None)
    return (found["url_name"], found["label"]) if found else ("", "")


def months_beyond(died_on: date, told_on: date, suspended_on: date | None, parameters: Mapping[str, Any]) -> int:
    """For how many months after the month of death pay may have gone out by the day on which we were told.

    Pay of a month is due by its `pay_day`; from the month of `suspended_on` on none went out. Died 2024-03-12, told
    2024-06-20: April, May and June, 3. Capped: beyond `most_months` the day of death itself is in doubt.
    """
    last = _month(told_on) if told_on.day >= parameters["pay_day"] else _month(told_on) - 1
    if suspended_on is not None:
        last = min(last, _month(suspended_on) - 1)
    return max(0, min(last - _month(died_on), int(parameters["most_months"])))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _months_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    return months_beyond(given["died_on"], given["told_on"], given.get("suspended_on"), parameters)


FORMULAS = {"effects.months_beyond": _months_example}
