"""The flow of a list: which step follows which, and what of it stayed behind."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.areas.lists.types import BatchState

# From a state, which act leads where. Guards, screens and tests read this table.
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
    """How many rows of a submitted list did not go with it: blocked by the check, or overtaken since.

    Example: 3 blocked, 1 registered elsewhere meanwhile → 4.
    """
    return counts.get("blocked", 0) + counts.get("overtaken", 0)
