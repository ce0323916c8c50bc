"""Rules of the handover: which step follows which, by when a community answers, when a batch must stop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.handover.types import BatchState

# The flow of a roster: from a state, which act leads where. Guards, screens and tests read this table.
BATCH_FLOW: Mapping[BatchState, Mapping[str, BatchState]] = {
    BatchState.UPLOADED: {"check": BatchState.CHECKING, "refuse": BatchState.REFUSED},
    BatchState.CHECKING: {
        "check": BatchState.CHECKING,
        "refuse": BatchState.REFUSED,
        "finish_check": BatchState.CHECKED,
    },
    BatchState.REFUSED: {},
    BatchState.CHECKED: {"check": BatchState.CHECKING, "submit": BatchState.SUBMITTING, "discard": BatchState.UNDONE},
    BatchState.SUBMITTING: {"finish_submit": BatchState.SUBMITTED, "stop_submit": BatchState.CHECKED},
    BatchState.SUBMITTED: {"undo": BatchState.UNDOING},
    BatchState.UNDOING: {"finish_undo": BatchState.UNDONE, "stop_undo": BatchState.SUBMITTED},
    BatchState.UNDONE: {},
}


def next_batch_state(state: BatchState, act: str) -> BatchState | None:
    """Where `act` leads from `state`, or None when the flow does not allow it."""
    return BATCH_FLOW[state].get(act)


def stayed_behind(counts: Mapping[str, int]) -> int:
    """How many rows of a submitted roster did not go with it: blocked by the check, or overtaken since.

    Example: 3 blocked, 1 registered elsewhere meanwhile → 4.
    """
    return counts.get("blocked", 0) + counts.get("overtaken", 0)


def answer_due(offered_on: date, risen_to: int, parameters: Mapping[str, Any]) -> date:
    """By when an offer is to be answered: `days` after the offer, and some more for each level it has risen.

    Calendar days. Offered 2026-03-02 with 15 days is due on 2026-03-17; risen to the street, 7 days later.
    """
    return offered_on + timedelta(days=parameters["days"] + risen_to * parameters["extra_days_per_level"])


def first_contact_due(accepted_on: date, parameters: Mapping[str, Any]) -> date:
    """By when an accepted person is to be contacted, in calendar days."""
    return accepted_on + timedelta(days=parameters["days"])


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "handover.answer_days": lambda parameters, given: answer_due(
        given["offered_on"], given["risen_to"], parameters
    ).isoformat(),
    "handover.first_contact_days": lambda parameters, given: first_contact_due(
        given["accepted_on"], parameters
    ).isoformat(),
}
