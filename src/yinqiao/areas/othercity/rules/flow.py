"""The steps of people in packages, which city receives under which rule, how long an offer holds, why somebody is returned."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from yinqiao.areas.othercity.rules.cities import find_city
from yinqiao.areas.othercity.types import (
    ArrivalState,
    CityRule,
    Covered,
    Obstacle,
    ReturnReason,
    Step,
    TransferState,
)

DESK_ROLES: Final = ("agency_officer", "city_manager")
"""Who sends: the agency's desk, and the city above it."""
CITY_ROLES: Final = ("city_manager",)
"""Who receives from other cities."""
CONFIRM_ROLES: Final = ("security_admin",)
"""Who confirms a city's keys, by the fingerprint told over another way."""
REGISTER_ROLES: Final = (*CITY_ROLES, "province_officer")
"""Who registers keys of cities: the city, and in a province's own installation its officer."""
KEY_ROLES: Final = (*REGISTER_ROLES, *CONFIRM_ROLES)

_T, _A = TransferState, ArrivalState
# Of who went out. A transfer that was overtaken or taken back never moves again: the person may go with a new package.
OUT_FLOW: Mapping[TransferState, Mapping[Step, TransferState]] = {
    _T.OFFERED: {
        Step.ACCEPT: _T.ACCEPTED,
        Step.RETURN: _T.RETURNED,
        Step.WITHDRAW: _T.WITHDRAWN,
        Step.OVERTAKE: _T.OVERTAKEN,
    },
    _T.ACCEPTED: {},
    _T.RETURNED: {},
    _T.WITHDRAWN: {},
    _T.OVERTAKEN: {},
}
# Of who came in.
IN_FLOW: Mapping[ArrivalState, Mapping[Step, ArrivalState]] = {
    _A.WAITING: {Step.ACCEPT: _A.ACCEPTED, Step.RETURN: _A.RETURNED, Step.WITHDRAW: _A.WITHDRAWN},
    _A.ACCEPTED: {},
    _A.RETURNED: {},
    _A.WITHDRAWN: {},
}


@cache
def _book() -> Mapping[str, Any]:
    folder = resources.files("yinqiao.areas.othercity").joinpath("rulebook")
    return tomllib.loads(folder.joinpath("othercity.toml").read_text(encoding="utf-8"))


@cache
def city_rules() -> tuple[CityRule, ...]:
    """Every rule under which a city receives, as the rulebook has it; ValueError for one that says too little."""
    found = []
    for entry in _book()["city"]:
        if not (entry["ours"].strip() and entry["theirs"].strip()):
            raise ValueError(f"a rule about {entry['code']} names no paper of one side")
        covers = tuple(Covered[name.upper()] for name in entry["covers"])
        found.append(CityRule(**{**entry, "valid_to": entry.get("valid_to"), "covers": covers}))
    return tuple(found)


def rule_on(code: str, day: date) -> CityRule | None:
    """The rule under which a city receives on a day, or None."""
    return next(
        (
            one
            for one in city_rules()
            if one.code == code and one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
        ),
        None,
    )


def rule_obstacle(code: str, day: date, own: str) -> Obstacle:
    """What stands against offering anybody to a city on a day, as far as the rules of both sides tell."""
    if not code:
        return Obstacle.CITY_UNKNOWN
    if code == own:
        return Obstacle.OWN_CITY
    if rule_on(code, day):
        return Obstacle.NONE
    known = [one for one in city_rules() if one.code == code]
    if not known:
        return Obstacle.NO_RULE
    return Obstacle.NOT_YET if any(day < one.valid_from for one in known) else Obstacle.ENDED


def valid_until(day: date, rule: CityRule, parameters: Mapping[str, Any]) -> date:
    """The last day on which an offer made on a day can be answered: so many days, and not beyond the rule.

    Made 2026-03-02 with 60 days: 2026-05-01; under a rule that ends before 2026-04-01: 2026-03-31.
    """
    last = day + timedelta(days=parameters["days"])
    return last if rule.valid_to is None else min(last, rule.valid_to - timedelta(days=1))


def due_on(day: date, valid_to: date, parameters: Mapping[str, Any]) -> date:
    """The day after which an offer without an answer rises to the city; never later than the offer holds."""
    return min(day + timedelta(days=parameters["rise_days"]), valid_to)


def package_number(*, sender: str, receiver: str, year: int, sequence: int) -> str:
    """The printed number of a package: 4301-4403-2026-0007."""
    return f"{sender}-{receiver}-{year}-{sequence:04d}"


@cache
def return_reasons() -> Mapping[str, ReturnReason]:
    """Code → reason, in the order of the rulebook."""
    return {one["code"]: ReturnReason(one["code"], one["label"], one["needs_note"]) for one in _book()["reason"]}


def reason_words(code: str, note: str) -> str:
    """A reason with its words, as lists and pages say it."""
    known = return_reasons().get(code)
    label = known.label if known else code
    return f"{label}：{note}" if note else label


def _validity_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    rule = CityRule("4403", "", date(2019, 1, 1), given.get("rule_ends"), (), "", "", "", "assumed")
    last = valid_until(given["made_on"], rule, parameters)
    return f"{last.isoformat()} {due_on(given['made_on'], last, parameters).isoformat()}"


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "othercity.answer_days": _validity_example,
    "othercity.city_of_address": lambda parameters, given: find_city(given["address"]),
}
