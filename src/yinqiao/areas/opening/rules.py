"""Rules of the opening load: which step follows which, what a reason says and who owns it, what an old state means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.opening.types import Purpose, Reason, RunState

_S = RunState
# From a state, which step leads where. Guards, screens and tests read this table.
FLOW: Mapping[RunState, Mapping[str, RunState]] = {
    _S.UPLOADED: {"check": _S.CHECKING, "refuse": _S.REFUSED},
    _S.CHECKING: {
        "check": _S.CHECKING,
        "refuse": _S.REFUSED,
        "finish_check": _S.REHEARSED,
        "finish_compare": _S.COMPARED,
    },
    _S.REFUSED: {},
    _S.REHEARSED: {"again": _S.UPLOADED, "propose": _S.PROPOSED, "throw_away": _S.THROWN_AWAY},
    _S.PROPOSED: {"send_back": _S.REHEARSED, "confirm": _S.LOADING},
    _S.LOADING: {"finish_load": _S.LOADED, "stop_load": _S.PROPOSED},
    _S.LOADED: {"undo": _S.UNDOING},
    _S.UNDOING: {"finish_undo": _S.UNDONE, "stop_undo": _S.LOADED},
    _S.UNDONE: {},
    _S.THROWN_AWAY: {},
    _S.COMPARED: {},
}
AT_WORK = frozenset({_S.UPLOADED, _S.CHECKING, _S.LOADING, _S.UNDOING})
# Rows of these runs may be explained: of a rehearsal, so that the paper says so, and of a load afterwards.
EXPLAINABLE = frozenset({_S.REHEARSED, _S.LOADED})


def next_state(state: RunState, step: str) -> RunState | None:
    """Where `step` leads from `state`, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def finish_of(purpose: Purpose) -> str:
    """The step that ends the check of a table."""
    return "finish_check" if purpose is Purpose.LOAD else "finish_compare"


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What a reason says, and whose it is: the `place` of the row where it is known, else the `city`."""

    title: str
    text: str
    owner: str


@cache
def reasons() -> Mapping[Reason, ReasonWords]:
    """Words and owner of every reason of this room.

    Raises ValueError when data and codes do not match: a row without a sentence must not reach a user.
    """
    entries = _read()["reason"]
    found = {Reason(one["code"]): ReasonWords(one["title"], one["text"], one["owner"]) for one in entries}
    if set(found) != set(Reason) or len(found) != len(entries):
        raise ValueError("reasons of the opening load and their words do not match")
    return found


@cache
def old_states() -> Mapping[str, Reason]:
    """Word of the old system's state → the reason for which such a row is no load; other words mean “managed”."""
    return {word: Reason(one["reason"]) for one in _read()["old_state"] for word in one["words"]}


def reason_of_old_state(word: str | None) -> Reason | None:
    """Why a row in this old state does not load, or None for who is managed.

    Example: 已故 → `opening.old_dead`; 在管 and nothing → None.
    """
    return old_states().get((word or "").strip())


def _read() -> dict[str, Any]:
    folder = resources.files("yinqiao.areas.opening").joinpath("rulebook")
    told: dict[str, Any] = tomllib.loads(folder.joinpath("opening_reasons.toml").read_text(encoding="utf-8"))
    return told
