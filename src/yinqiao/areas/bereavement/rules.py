"""Rules of what is to be done after a death: the checklist, who settles what, until when."""

from __future__ import annotations

import hashlib
import secrets
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.bereavement.types import ItemState, Kind, Owner, Reason
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.kernel.text import normalise_text
from yinqiao.kernel.working_days import WorkCalendar

ENTERPRISES = frozenset({"enterprise_officer", "enterprise_admin"})
# A store room of archives belongs to an office, not to a community.
OFFICES = CASEWORKERS - {"community_officer"}
WHO = ENTERPRISES | CASEWORKERS
# Who says what came of an item. What the family does the community notes, for no relative has an account here.
SETTLERS: Mapping[Owner, frozenset[str]] = {
    Owner.FAMILY: CASEWORKERS,
    Owner.COMMUNITY: CASEWORKERS,
    Owner.ENTERPRISE: ENTERPRISES,
    Owner.PARTY: WHO,
    Owner.HUMAN_RESOURCES: frozenset({"agency_officer"}),
    Owner.ARCHIVES: OFFICES,
}
# Whose items go with the person, whoever looks after the person; all others name a place or an enterprise.
BY_PERSON = (Owner.FAMILY, Owner.COMMUNITY)
DONE, CORRECTED = "done", "corrected"
# The item that a visit of condolence settles.
VISIT = "condolence_visit"
MOST_MONEY_FEN = 10_000_000
# Each step and where it leads; `settle` leads to one of two, by the outcome.
FLOW: Mapping[ItemState, frozenset[str]] = {
    ItemState.OPEN: frozenset({"settle"}),
    ItemState.DONE: frozenset({"reopen"}),
    ItemState.NOT_NEEDED: frozenset({"reopen"}),
    ItemState.ENDED: frozenset(),
    ItemState.TO_CORRECT: frozenset({"correct"}),
    ItemState.CORRECTED: frozenset(),
}


@cache
def _book() -> Mapping[str, Any]:
    text = resources.files("yinqiao.areas.bereavement").joinpath("rulebook/bereavement.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def kinds() -> Mapping[str, Kind]:
    """The items by code, in the order of the rulebook; each has a rule of its code that says until when."""
    reasons = {one["code"]: Reason(one["code"], one["label"]) for one in _book()["reason"]}
    return {
        one["code"]: Kind(
            one["code"], Owner(one["owner"]), one["title"], one["words"], one["why"], one.get("bring", ""),
            one.get("back", ""), tuple(reasons[code] for code in one.get("reasons", ())),
        )
        for one in _book()["item"]
    }  # fmt: skip


def kinds_of(*owners: Owner) -> list[Kind]:
    """The items of some owners."""
    return [one for one in kinds().values() if one.owner in owners]


def rule_of(code: str) -> str:
    """The id of the rule of an item."""
    return f"bereavement.{code}"


def due_on(parameters: Mapping[str, Any], died_on: date, told_on: date, calendar: WorkCalendar) -> date:
    """Until when an item is to be done: days after the death or after we were told, of the calendar or of offices.

    20 working days after 2024-03-04: 2024-04-01. 3 days after being told on 2026-03-02: 2026-03-05.
    """
    start = died_on if parameters["reckoned_from"] == "death" else told_on
    days = int(parameters["days"])
    return calendar.after(start, days) if parameters["counting"] == "working" else start + timedelta(days=days)


def outcomes_of(kind: Kind, state: str) -> list[tuple[str, str]]:
    """How an item can be settled: done, or why not; once the death was taken back, corrected."""
    if state == ItemState.TO_CORRECT:
        return [(CORRECTED, "已更正")]
    return [(DONE, "已办理"), *((one.code, f"不需要：{one.label}") for one in kind.reasons)]


def outcome_words(outcome: str) -> str:
    """An outcome in words; empty for none."""
    known = {one["code"]: one["label"] for one in _book()["reason"]}
    return {"": "", DONE: "已办理", CORRECTED: "已更正"}.get(outcome) or known.get(outcome, outcome)


# What a code is made of: no letter or figure that is mistaken for another when it is read aloud.
_LETTERS, _LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 12


def new_code() -> str:
    """A code nobody can guess: twelve of 31 characters."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def code_of(typed: str) -> str:
    """A code as it was typed: in capitals, without blanks and dashes; empty for what cannot be one."""
    text = "".join(one for one in normalise_text(typed).value.upper() if one not in " -")
    return text if len(text) == _LENGTH and set(text) <= set(_LETTERS) else ""


def grouped(code: str) -> str:
    """`ABCD-EFGH-JKMN`."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def digest_of(code: str) -> bytes:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).digest()


def pass_until(parameters: Mapping[str, Any], given_on: date) -> date:
    """The last day on which a code is taken."""
    return given_on + timedelta(days=int(parameters["days"]))


def yuan(fen: int) -> str:
    """`1,200.00`."""
    return f"{fen // 100:,}.{fen % 100:02}"


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> date:
    calendar = WorkCalendar(frozenset(given.get("off", ())), frozenset(given.get("worked", ())))
    return due_on(parameters, given["died_on"], given["told_on"], calendar)


FORMULAS = {
    "bereavement.pension_stop": _example,
    "bereavement.condolence_visit": _example,
    "bereavement.family_pass": lambda parameters, given: pass_until(parameters, given["given_on"]),
}
