"""Who opens the pages, and which messages can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

OFFICERS: Final = ("department_officer",)
# Who decides about a claim reads what its office says to it.
DECIDERS: Final = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
# What was refused stands among what waits for so long; then it is found in the list alone.
MEND_WITHIN: Final = timedelta(days=30)
# Where a message can still be taken back by who told it; the rest has ended.
TAKEN_BACK_FROM: Final = frozenset({"applied", "same", "older", "waiting", "disputed", "held"})


def may_take_back(state: str, *, is_withdrawal: bool) -> bool:
    """Whether its source may take a message back: not what was refused or has ended, and no withdrawal.

    An applied death: yes. A refused one, one that was withdrawn, the withdrawal itself: no.
    """
    return state in TAKEN_BACK_FROM and not is_withdrawal


def what_follows(parameters: Mapping[str, Any], kind: str) -> str:
    """What is said before a message of this type is sent by hand; empty where nobody is asked.

    A death: that it stops certification and visits. A phone: nothing.
    """
    return str(parameters["follows"].get(kind, ""))


def _asks(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return bool(what_follows(parameters, given["type"]))


FORMULAS: Final = {"departments.asks_first": _asks}
