"""Rules of party organisations: the flow, the steps of each path, what is missing, what a roster's branch probably is."""

from yinqiao.areas.branches.rules.checks import COLUMNS, listing_faults, read_lines, step_faults
from yinqiao.areas.branches.rules.data import paths, reasons, size_hint, stands_above, waiting_days
from yinqiao.areas.branches.rules.flow import (
    ENTERPRISE_ROLES,
    FLOW,
    PARTIES,
    RECEIVER_ROLES,
    RECEIVING_KINDS,
    due_on,
    next_state,
    next_words,
    owed_by,
    side_of,
    side_of_deed,
    states_before,
    step_after,
    step_named,
    steps_of,
)
from yinqiao.areas.branches.rules.matching import suggest

__all__ = [
    "COLUMNS",
    "ENTERPRISE_ROLES",
    "FLOW",
    "PARTIES",
    "RECEIVER_ROLES",
    "RECEIVING_KINDS",
    "due_on",
    "listing_faults",
    "next_state",
    "next_words",
    "owed_by",
    "paths",
    "read_lines",
    "reasons",
    "side_of",
    "side_of_deed",
    "size_hint",
    "stands_above",
    "states_before",
    "step_after",
    "step_faults",
    "step_named",
    "steps_of",
    "suggest",
    "waiting_days",
]
