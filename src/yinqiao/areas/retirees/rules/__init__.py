"""Rules of the register: who may do what with a person in which state, which dates are possible, what is due when."""

from collections.abc import Callable, Mapping
from typing import Any

from yinqiao.areas.retirees.rules.acts import ACTS, CASEWORKERS, ActRule, may_act
from yinqiao.areas.retirees.rules.dates import check_death, check_past_day
from yinqiao.areas.retirees.rules.fields import CLEARABLE, CORRECTABLE, read_values
from yinqiao.areas.retirees.rules.requests import request_due

# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "retirees.data_request_days": lambda parameters, given: request_due(given["received_on"], parameters).isoformat(),
}

__all__ = [
    "ACTS",
    "CASEWORKERS",
    "CLEARABLE",
    "CORRECTABLE",
    "FORMULAS",
    "ActRule",
    "check_death",
    "check_past_day",
    "may_act",
    "read_values",
    "request_due",
]
