"""Rules of cases: who leads by the list, the clock, when a late one rises, what may be done now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from yinqiao.areas.cases.types import Act, CaseState, StepAct, StepState
from yinqiao.kernel.working_days import WorkCalendar, read_clock

# To whom a late case rises, and after the working days of which parameter.
RISES = MappingProxyType(
    {"street_officer": "street_days", "district_manager": "district_days", "city_manager": "city_days"}
)
# The level that the list names → the kind of place that leads; the desk is the city's.
LEVELS = MappingProxyType(
    {"at_community": "community", "at_street": "street", "at_district": "district", "at_city": "city", "at_desk": ""}
)
LEVEL_WORDS = MappingProxyType(
    {
        "at_community": "社区",
        "at_street": "街道",
        "at_district": "区县",
        "at_city": "市",
        "at_desk": "没有指定，由市级指定",
    }
)
KINDS = (
    "missing_person", "archive", "asset", "demolition", "housing_repair", "benefits_dispute", "liaison_ceremony",
    "liaison_hardship", "liaison_proof", "liaison_visit", "petition", "petition_review", "petition_second_review",
    "hotline_order", "other",
)  # fmt: skip
PETITION = "petition"
# What a review of each kind is: each once, by the office above, within its own limit (信访工作条例).
REVIEWS = MappingProxyType({PETITION: "petition_review", "petition_review": "petition_second_review"})
# Which limit runs from the answer within which it can be asked for.
ASKED_WITHIN = MappingProxyType({PETITION: "ask_review_days", "petition_review": "ask_second_review_days"})

# What whoever leads may do in each state, in the order of the buttons.
LEADS: Mapping[CaseState, tuple[Act, ...]] = {
    CaseState.NEW: (Act.ACCEPT, Act.RETURN, Act.HAND_UP),
    CaseState.OPEN: (Act.GIVE, Act.CLOSE, Act.ASK_EXTENSION, Act.HAND_UP),
    CaseState.CLOSED: (Act.REOPEN,),
}
STEP_FLOW: Mapping[StepState, Mapping[StepAct, StepState]] = {
    StepState.GIVEN: {
        StepAct.TAKE: StepState.TAKEN, StepAct.ANSWER: StepState.ANSWERED, StepAct.RETURN: StepState.RETURNED,
        StepAct.CANCEL: StepState.CANCELLED,
    },
    StepState.TAKEN: {
        StepAct.ANSWER: StepState.ANSWERED, StepAct.ASK: StepState.ASKED, StepAct.CANCEL: StepState.CANCELLED,
    },
    StepState.ASKED: {
        StepAct.TELL: StepState.TAKEN, StepAct.ANSWER: StepState.ANSWERED, StepAct.CANCEL: StepState.CANCELLED,
    },
    StepState.ANSWERED: {}, StepState.RETURNED: {}, StepState.CANCELLED: {},
}  # fmt: skip
# What whoever gave a step does with it; everything else is the office's that has it.
OF_GIVER = frozenset({StepAct.TELL, StepAct.CANCEL})


@dataclass(frozen=True, slots=True)
class Clock:
    """When half and three quarters of a limit have passed, and when it ends."""

    half_on: date
    near_on: date
    due_on: date


def clock(opened_on: date, days: int, is_working: bool, calendar: WorkCalendar) -> Clock:
    """The days of a limit that counts from the day after the opening.

    2026-03-02, 15 working days: 2026-03-23. A petition's 60 days are days of the calendar: 2026-05-01.
    """
    if is_working:
        found = read_clock([(opened_on, None)], days, calendar)
        due = found.due_on or calendar.after(opened_on, days)
        return Clock(found.half_on or due, found.three_quarters_on or due, due)
    half, near = -(-days // 2), -(-days * 3 // 4)
    return Clock(opened_on + timedelta(half), opened_on + timedelta(near), opened_on + timedelta(days))


def petition_day(parameters: Mapping[str, Any], what: str, since: date) -> date:
    """The last day of one of a petition's own limits, in days of the calendar: 15 days after 2026-03-02: 2026-03-17."""
    return since + timedelta(days=int(parameters[what]))


def risen_to(late: int, parameters: Mapping[str, Any]) -> str:
    """Who looks after a case that is so many working days late: nobody above yet (empty), the street, district, city."""
    for level in ("city", "district", "street"):
        if late >= parameters[f"{level}_days"]:
            return level
    return ""


def offered(state: CaseState, *, is_lead: bool, is_desk: bool, is_above: bool, waits_for_extension: bool) -> list[Act]:
    """What a reader may do with a case now, what goes on first.

    The desk designates whoever leads what has come to it; who stands above may take a case up, and answers a wish for
    more time.
    """
    found = list(LEADS[state]) if is_lead else []
    if is_lead and is_desk:
        found = [one for one in found if one not in (Act.RETURN, Act.HAND_UP)]
        found += [Act.ASSIGN] if state is CaseState.NEW else []
    if is_above and state is not CaseState.CLOSED:
        found.append(Act.HAND_UP)
    if waits_for_extension and state is CaseState.OPEN:
        found = [one for one in found if one is not Act.ASK_EXTENSION]
        found += [Act.EXTEND, Act.KEEP_LIMIT] if is_above or is_desk else []
    if state is CaseState.CLOSED:
        found.append(Act.CALL_BACK)
    return found


_PLAIN = WorkCalendar(frozenset(), frozenset())


def _of_kind(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> date:
    return clock(given["opened_on"], parameters["days"], parameters.get("is_working", True), _PLAIN).due_on


FORMULAS = {
    "cases.steps": _of_kind,
    "cases.petition_limits": lambda parameters, given: petition_day(parameters, given["what"], given["from"]),
    "cases.rising": lambda parameters, given: risen_to(given["late"], parameters),
    **{f"cases.kind_{code}": _of_kind for code in KINDS},
}
