"""Who opens the pages, and which messages can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

OFFICERS: Final = ("department_officer",)
# What was refused stands among what waits for so long; then it is found in the list alone.
MEND_WITHIN: Final = timedelta(days=30)
# Where a message can still be taken back by who told it; the rest has ended.
TAKEN_BACK_FROM: Final = frozenset({"applied", "same", "older", "waiting", "disputed", "held"})


def may_take_back(state: str, *, is_withdrawal: bool) -> bool:
    """Whether its source may take a message back: not what was refused or has ended, and no withdrawal.

    An applied death: yes. A refused one, one that was withdrawn, the withdrawal itself: no.
    """
    return state in TAKEN_BACK_FROM and not is_withdrawal
