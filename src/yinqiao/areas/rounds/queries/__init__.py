"""Reads of rounds and of the plans of a week, within a scope."""

from yinqiao.areas.rounds.queries.needs import case_kinds
from yinqiao.areas.rounds.queries.plans import (
    PlannedRow,
    buildings_of,
    find_own_day,
    get_plan,
    get_visit,
    list_person_plans,
    list_planned,
    list_plans,
    list_shifts,
    list_to_plan,
    plan_limits_on,
    travel_on,
    working_days,
)
from yinqiao.areas.rounds.queries.rounds import (
    get_round,
    limits_on,
    list_carried,
    list_items,
    list_person_items,
    list_rounds,
    still_due,
)

__all__ = [
    "PlannedRow", "buildings_of", "case_kinds", "find_own_day", "get_plan", "get_round", "get_visit", "limits_on", "list_carried", "list_items",
    "list_person_items", "list_person_plans", "list_planned", "list_plans", "list_rounds", "list_shifts", "list_to_plan",
    "plan_limits_on", "still_due", "travel_on", "working_days",
]  # fmt: skip
