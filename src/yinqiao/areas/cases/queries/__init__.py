"""Reads of 联动对接: the list of who leads what, cases of a place, steps and requests of others."""

from yinqiao.areas.cases.queries.kinds import kind_on, kinds_on, rising, step_days
from yinqiao.areas.cases.queries.outside import (
    get_given,
    get_request,
    get_step,
    is_on_paper,
    list_requests,
    list_steps,
    request_words,
    step_words,
    unit_name,
    units_to_ask,
)
from yinqiao.areas.cases.queries.reads import (
    caller_of,
    count_cases,
    get_case,
    list_cases,
    list_of_person,
    may_now,
    moments_of,
    people_of,
    steps_of,
    words_of,
)

__all__ = [
    "caller_of",
    "count_cases",
    "get_case",
    "get_given",
    "get_request",
    "get_step",
    "is_on_paper", "kind_on",
    "kinds_on",
    "list_cases",
    "list_of_person",
    "list_requests",
    "list_steps",
    "may_now", "moments_of",
    "people_of",
    "request_words",
    "rising",
    "step_days",
    "step_words",
    "steps_of",
    "unit_name",
    "units_to_ask",
    "words_of",
]  # fmt: skip
