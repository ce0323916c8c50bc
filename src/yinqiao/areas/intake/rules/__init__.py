"""Rules of what comes in: reading an event, weighing a claim, who may do what."""

from yinqiao.areas.intake.rules.judging import judge_death, judge_values, names_agree
from yinqiao.areas.intake.rules.limits import (
    CASEWORKERS,
    FORMULAS,
    MANAGERS,
    due_on,
    is_unusual,
    owner_on,
    weigh,
)
from yinqiao.areas.intake.rules.reading import (
    LARGEST_BODY,
    MOST_EVENTS,
    read_batch,
    read_binary,
    read_event,
    read_single,
)

__all__ = [
    "CASEWORKERS",
    "FORMULAS",
    "LARGEST_BODY",
    "MANAGERS",
    "MOST_EVENTS",
    "due_on",
    "is_unusual",
    "judge_death",
    "judge_values",
    "names_agree",
    "owner_on",
    "read_batch",
    "read_binary",
    "read_event",
    "read_single",
    "weigh",
]
