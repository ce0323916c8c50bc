"""Rules of the monthly handover: the flow of a person, the month of retirement, what is late and who is told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from yinqiao.areas.routine.types import (
    ExpectedState,
    Level,
    ListFinding,
    Plan,
    PostCategory,
    RetirementOption,
    Step,
    Told,
    View,
)
from yinqiao.kernel.codes import RetirementType
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.kernel.retirement_age import RetirementAgeParameters, RetirementCategory, retirement_months

ENTERPRISE_ROLES: Final = ("enterprise_officer", "enterprise_admin")
# Who sees figures: the offices above the communities, each from its own level on.
LEVEL_OF_ROLE: Final[Mapping[str, Level]] = {
    "street_officer": Level.STREET,
    "district_manager": Level.DISTRICT,
    "city_manager": Level.CITY,
    "agency_officer": Level.CITY,
}
PLACE_ROLES: Final = tuple(LEVEL_OF_ROLE)
LEVELS: Final = tuple(Level)

_S = ExpectedState
# The flow of one person. Guards, screens and tests read this table. An enterprise may also hand somebody over by a roster
# of its own: then HAND_OVER comes straight from EXPECTED or CONFIRMED.
FLOW: Mapping[ExpectedState, Mapping[Step, ExpectedState]] = {
    _S.EXPECTED: {
        Step.RENEW: _S.EXPECTED,
        Step.RESTORE: _S.EXPECTED,
        Step.TAKE_OFF: _S.WITHDRAWN,
        Step.POSTPONE: _S.EXPECTED,
        Step.CONFIRM: _S.CONFIRMED,
        Step.WITHDRAW: _S.WITHDRAWN,
        Step.HAND_OVER: _S.HANDED_OVER,
    },
    _S.CONFIRMED: {
        Step.RENEW: _S.CONFIRMED,
        Step.RESTORE: _S.CONFIRMED,
        Step.UNCONFIRM: _S.EXPECTED,
        Step.WITHDRAW: _S.WITHDRAWN,
        Step.LIST: _S.LISTED,
        Step.HAND_OVER: _S.HANDED_OVER,
    },
    _S.LISTED: {Step.HAND_OVER: _S.HANDED_OVER, Step.BRING_BACK: _S.CONFIRMED},
    _S.HANDED_OVER: {Step.BRING_BACK: _S.CONFIRMED, Step.ACCEPT: _S.ACCEPTED},
    _S.ACCEPTED: {},
    _S.WITHDRAWN: {Step.EXPECT: _S.EXPECTED},
}
# Of these a new list may still change what is known, or take them in again.
OPEN_TO_LISTS: Final = frozenset({_S.EXPECTED, _S.CONFIRMED, _S.WITHDRAWN})
# Somebody of the enterprise has to do something about them.
IN_HAND: Final = frozenset({_S.EXPECTED, _S.CONFIRMED, _S.LISTED})


def next_state(state: ExpectedState, step: Step) -> ExpectedState | None:
    """Where `step` leads a person, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def states_before(step: Step) -> tuple[ExpectedState, ...]:
    """The states from which the flow allows a step."""
    return tuple(state for state, steps in FLOW.items() if step in steps)


def state_after(step: Step) -> ExpectedState:
    """Where a step leads, for the steps that lead to one state alone; ValueError for any other."""
    (state,) = {steps[step] for steps in FLOW.values() if step in steps}
    return state


def category_of(told: Told) -> RetirementCategory | None:
    """Whose original age applies: a woman's follows from her post, and is unknown without it."""
    if not told.is_woman:
        return RetirementCategory.MAN
    if told.post is None:
        return RetirementCategory.WOMAN_50 if told.is_special else None
    return RetirementCategory.WOMAN_55 if told.post is PostCategory.MANAGEMENT else RetirementCategory.WOMAN_50


def age_parameters(parameters: Mapping[str, Any]) -> RetirementAgeParameters:
    """The numbers of the rule `routine.retirement_month` as the formula takes them."""
    return RetirementAgeParameters(
        start=parameters["start"],
        flexible_early=parameters["early_months"],
        flexible_late=parameters["late_months"],
    )


def plan_of(
    told: Told, parameters: Mapping[str, Any]
) -> tuple[Plan | None, list[tuple[ListFinding, Mapping[str, str]]]]:
    """When somebody retires, and what is wrong with what was chosen; no plan where that bars one.

    Decision of the NPC Standing Committee of 2024-09-13, articles 1 to 3; special trades keep their own, approved month.
    Example: a man born 1975-06 who has chosen nothing is planned for 2038-02.
    """
    category = category_of(told)
    if category is None:
        return None, [(ListFinding.POST_MISSING, {})]
    months = retirement_months(told.born_on, category, age_parameters(parameters))
    chosen = month_of(told.chosen_on) if told.chosen_on else None
    is_free = told.is_special or told.option in (RetirementOption.EARLY, RetirementOption.LATE)
    if is_free and chosen is None:
        return None, [(ListFinding.MONTH_MISSING, {})]
    if not is_free and chosen is not None and chosen != months.statutory:
        return None, [(ListFinding.MONTH_WITHOUT_CHOICE, {"lawful": month_words(months.statutory)})]
    planned = chosen if is_free and chosen else months.statutory
    plan = Plan(months.statutory, months.earliest, months.latest, planned)
    if told.is_special:
        return plan, []
    wrong = _against_law(told, plan)
    return (None, [wrong]) if wrong else (plan, [])


def _against_law(told: Told, plan: Plan) -> tuple[ListFinding, Mapping[str, str]] | None:
    if plan.planned_on < plan.earliest_on:
        return ListFinding.CHOSEN_TOO_EARLY, {"lawful": month_words(plan.earliest_on)}
    if plan.planned_on > plan.latest_on:
        return ListFinding.CHOSEN_TOO_LATE, {"lawful": month_words(plan.latest_on)}
    is_early = told.option is RetirementOption.EARLY and plan.planned_on >= plan.statutory_on
    is_late = told.option is RetirementOption.LATE and plan.planned_on <= plan.statutory_on
    if is_early or is_late:
        return ListFinding.CHOICE_CONTRADICTS, {"lawful": month_words(plan.statutory_on)}
    return None


def retirement_type_of(*, is_special: bool, option: str) -> RetirementType:
    """What a roster calls the retirement."""
    if is_special:
        return RetirementType.SPECIAL_TRADE
    chosen = {"early": RetirementType.FLEXIBLE_EARLY, "late": RetirementType.FLEXIBLE_LATE}
    return chosen.get(option, RetirementType.NORMAL)


def month_words(month: date) -> str:
    """2026-03-01 → 2026年3月."""
    return f"{month.year}年{month.month}月"


def month_end(day: date) -> date:
    """The last day of the month."""
    return add_months(month_of(day), 1) - timedelta(days=1)


def confirm_due(planned_on: date) -> date:
    """By when the retirement is to be confirmed or postponed: the end of the planned month."""
    return month_end(planned_on)


def hand_over_due(retired_on: date, parameters: Mapping[str, Any]) -> date:
    """By when people and archives are to be handed over: the end of the month so many `months` after the retirement.

    Retired 2025-03-18: 2025-04-30; retired 2025-12-01: 2026-01-31.
    """
    return month_end(add_months(month_of(retired_on), parameters["months"]))


def level_of(due_on: date, today: date, parameters: Mapping[str, Any]) -> Level | None:
    """Up to whom something has risen that was due on a day; None while it is not late.

    With 15, 30 and 45 days: due 2026-03-31, on 2026-04-01 it is the enterprise's, on 2026-04-15 the street's.
    """
    days = (today - due_on).days
    if days <= 0:
        return None
    return LEVELS[sum(days >= parameters[name] for name in ("street_days", "district_days", "city_days"))]


def views_of(today: date) -> Mapping[View, tuple[date | None, frozenset[ExpectedState]]]:
    """View → the month that it shows (None: every one) and the states."""
    everybody, gone = frozenset(ExpectedState), frozenset({_S.WITHDRAWN})
    this_month = month_of(today)
    return {
        View.NEXT: (add_months(this_month, 1), everybody - gone),
        View.NOW: (this_month, everybody - gone),
        View.LATE: (None, IN_HAND),
        View.TO_HAND_OVER: (None, frozenset({_S.CONFIRMED})),
        View.OPEN: (None, IN_HAND | {_S.HANDED_OVER}),
        View.ALL: (None, everybody),
    }


@cache
def finding_words() -> Mapping[ListFinding, Mapping[str, str]]:
    """Severity, title and text of every finding of this room.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    folder = resources.files("yinqiao.areas.routine").joinpath("rulebook")
    entries = tomllib.loads(folder.joinpath("retiring_findings.toml").read_text(encoding="utf-8"))["finding"]
    found = {ListFinding(entry["code"]): entry for entry in entries}
    if set(found) != set(ListFinding) or len(found) != len(entries):
        raise ValueError("findings of the list of retiring people and their sentences do not match")
    return found


def finding_sentence(code: ListFinding, args: str | None) -> str:
    """The Chinese sentence of one finding; an argument that is not there leaves its place empty."""
    return finding_words()[code]["text"].format_map(_Arguments(json.loads(args) if args else {}))


class _Arguments(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _month_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    told = Told(given["born_on"], given["is_woman"], PostCategory.read(given.get("post")))
    plan, _ = plan_of(told, parameters)
    return f"{plan.earliest_on:%Y-%m} {plan.statutory_on:%Y-%m} {plan.latest_on:%Y-%m}" if plan else ""


def _level_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    level = level_of(given["due_on"], given["today"], parameters)
    return level.value if level else ""


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "routine.retirement_month": _month_example,
    "routine.hand_over": lambda parameters, given: hand_over_due(given["retired_on"], parameters).isoformat(),
    "routine.late": _level_example,
    "routine.horizon": lambda parameters, given: add_months(month_of(given["today"]), parameters["months"]).isoformat(),
}
