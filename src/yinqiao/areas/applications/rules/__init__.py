"""Rules of services: files of items, the flow of a case, its clock, what is told to whom it concerns."""

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.applications.rules.clock import CaseClock, case_clock, resumed, risen_to, stopped
from yinqiao.areas.applications.rules.fields import lacking_of_proxy, read_answer, read_answers
from yinqiao.areas.applications.rules.fitting import Unfit, why_not
from yinqiao.areas.applications.rules.flow import (
    FLOW,
    LEADERS,
    may_do,
    next_state,
    offered,
)
from yinqiao.areas.applications.rules.items import parse_item
from yinqiao.areas.applications.rules.telling import is_masked, masked_answer, sentence_of

__all__ = [
    "FLOW",
    "FORMULAS",
    "LEADERS",
    "CaseClock",
    "Unfit",
    "case_clock",
    "is_masked",
    "lacking_of_proxy",
    "masked_answer",
    "may_do",
    "next_state",
    "offered",
    "parse_item",
    "read_answer",
    "read_answers",
    "resumed",
    "risen_to",
    "sentence_of",
    "stopped",
    "why_not",
]


def _rising(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return risen_to(given["late"], parameters)


def _kept(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return bool(given["untouched_days"] <= parameters["days"])


FORMULAS = {"applications.rising": _rising, "applications.drafts": _kept}
