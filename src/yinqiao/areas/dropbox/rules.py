"""Rules of files: which step follows which, how long a check holds, what a status and a finding say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from yinqiao.areas.dropbox.types import FileState, FindingCode, FindingWords, Status, StatusWords
from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict

# How a message that somebody lives is judged.
_TELLING: Final = "dropbox.alive@2026-01-01"
_S = FileState
# From a state, which step leads where. Guards, screens and tests read this table.
FLOW: Final[Mapping[FileState, Mapping[str, FileState]]] = {
    _S.UPLOADED: {"check": _S.CHECKING, "refuse": _S.REFUSED},
    _S.CHECKING: {"check": _S.CHECKING, "refuse": _S.REFUSED, "finish_check": _S.CHECKED},
    _S.REFUSED: {},
    _S.CHECKED: {"again": _S.UPLOADED, "take": _S.TAKING, "discard": _S.DISCARDED},
    _S.TAKING: {"go_on": _S.TAKING, "finish_take": _S.TAKEN},
    _S.TAKEN: {"withdraw": _S.WITHDRAWING},
    _S.WITHDRAWING: {"go_on": _S.WITHDRAWING, "finish_withdraw": _S.WITHDRAWN},
    _S.WITHDRAWN: {},
    _S.DISCARDED: {},
}
AT_WORK: Final = frozenset({_S.UPLOADED, _S.CHECKING, _S.TAKING, _S.WITHDRAWING})


def next_state(state: FileState, step: str) -> FileState | None:
    """Where `step` leads from `state`, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def still_holds(parameters: Mapping[str, Any], checked_at: datetime, at: datetime) -> bool:
    """Whether what the check foresaw may still be taken in.

    Example: 24 hours: checked on Monday at nine, taken in on Tuesday at nine: yes; a second later: no.
    """
    return at - checked_at <= timedelta(hours=parameters["hours"])


def judge_alive(claim: Claim, known: Known, today: date) -> Judged:
    """Somebody alive on a day after the recorded death is for a person to look at; else the register says the same."""
    del today
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, _TELLING, "died_on")
    return Judged(Verdict.SAME, Reason.SAME_VALUE, _TELLING)


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return still_holds(parameters, given["checked_at"], given["at"])


FORMULAS: Final = {"dropbox.check_holds": _example}


@cache
def statuses() -> Mapping[Status, StatusWords]:
    """Every status of a comparison with its type of message and its words.

    Raises ValueError when a status has no words, or one word means two of them.
    """
    found = {
        Status(one["code"]): StatusWords(Status(one["code"]), one["type"], tuple(one["words"]))
        for one in read_fields()["status"]
    }
    words = [word for one in found.values() for word in one.words]
    if set(found) != set(Status) or len(set(words)) != len(words):
        raise ValueError("statuses of a comparison and their words do not match")
    return found


@cache
def words_of(field: str) -> Mapping[str, str]:
    """Word → code, of a field whose messages know codes alone; nothing for any other field."""
    told = [one for one in read_fields()["word"] if one["field"] == field]
    return {word: one["code"] for one in told for word in (one["code"], *one["words"])}


@cache
def findings() -> Mapping[FindingCode, FindingWords]:
    """Severity and words of every finding of this room.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    found = {
        FindingCode(one["code"]): FindingWords(one["severity"], one["title"], one["text"])
        for one in read_fields()["finding"]
    }
    if set(found) != set(FindingCode):
        raise ValueError("findings of files and their words do not match")
    return found


@cache
def read_fields() -> Mapping[str, Any]:
    """The room's data: columns, statuses, words, findings."""
    folder = resources.files("yinqiao.areas.dropbox").joinpath("rulebook")
    told: dict[str, Any] = tomllib.loads(folder.joinpath("dropbox_fields.toml").read_text(encoding="utf-8"))
    return told
