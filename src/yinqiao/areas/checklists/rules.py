"""Rules of checklists: the items, which step follows which and whose it is, days, and the score."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.agreements.types import AgreementState, Numbers, Side
from yinqiao.areas.checklists.types import ItemSpec, ItemState, ItemStep, Strand

# Preparation goes on from the first proposal until the agreement ends.
LIVE = frozenset(AgreementState) - {AgreementState.CLOSED, AgreementState.ENDED, AgreementState.CANCELLED}

_S, _T = ItemState, ItemStep
# The flow of one item. Guards, screens and tests read this table.
FLOW: Mapping[ItemState, Mapping[ItemStep, ItemState]] = {
    _S.OPEN: {_T.REPORT: _S.REPORTED, _T.ASSIGN: _S.OPEN, _T.WAIVE: _S.WAIVED, _T.DROP: _S.NOT_AGREED},
    _S.REPORTED: {
        _T.CONFIRM: _S.CONFIRMED,
        _T.SEND_BACK: _S.OPEN,
        _T.TAKE_BACK: _S.OPEN,
        _T.DROP: _S.NOT_AGREED,
    },
    _S.CONFIRMED: {_T.REOPEN: _S.OPEN},
    _S.WAIVED: {_T.REOPEN: _S.OPEN},
    _S.NOT_AGREED: {_T.RENEW: _S.OPEN},
}
# Steps of the side that owes the item; the others are the other side's, so that nobody confirms his own word.
BY_OWNER = frozenset({_T.REPORT, _T.TAKE_BACK, _T.ASSIGN})
# What follows from a new version of the agreement and is done by nobody.
BY_AGREEMENT = frozenset({_T.DROP, _T.RENEW})
# Items that count for the score.
COUNTED = frozenset({_S.OPEN, _S.REPORTED, _S.CONFIRMED})
NOT_READY = frozenset({_S.OPEN, _S.REPORTED})


def next_state(state: ItemState, step: ItemStep) -> ItemState | None:
    """Where `step` leads an item, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def is_theirs(spec: ItemSpec, step: ItemStep, side: Side | None) -> bool:
    """Whether a step is for this side to take: reporting for the one that owes the item, answering for the other."""
    if side is None or step in BY_AGREEMENT:
        return False
    return (side is spec.side) == (step in BY_OWNER)


def open_steps(spec: ItemSpec, state: ItemState, side: Side | None) -> list[ItemStep]:
    """What this side may do now, in the order of the flow table."""
    return [step for step in FLOW[state] if is_theirs(spec, step, side)]


def turn_of(spec: ItemSpec, state: ItemState) -> Side | None:
    """Whose move it is; None when nothing is left to do."""
    return {ItemState.OPEN: spec.side, ItemState.REPORTED: spec.side.other}.get(state)


@cache
def items() -> Mapping[str, ItemSpec]:
    """Every item by its code, in the order of the rulebook; ValueError for a code twice or a number that is none."""
    text = resources.files("yinqiao.areas.checklists").joinpath("rulebook", "checklists.toml").read_text("utf-8")
    read = [_spec(entry) for entry in tomllib.loads(text)["item"]]
    found = {one.code: one for one in read}
    known = set(Numbers.__dataclass_fields__)
    if len(found) != len(read) or not {one.needs for one in read if one.needs} <= known:
        raise ValueError("items of the checklist are doubled, or ask for a number that no agreement has")
    return found


def _spec(entry: Mapping[str, Any]) -> ItemSpec:
    return ItemSpec(**{**entry, "strand": Strand(entry["strand"]), "side": Side(entry["side"])})


def codes_of(side: Side) -> list[str]:
    """The codes of the items that a side owes."""
    return [code for code, spec in items().items() if spec.side is side]


def codes_in() -> list[str]:
    """The codes of all items that the rulebook knows; what a later rulebook dropped stays in the table, unseen."""
    return list(items())


def codes_of_strand(strand: Strand) -> list[str]:
    """The codes of the items of a strand."""
    return [code for code, spec in items().items() if spec.strand is strand]


def arises(spec: ItemSpec, agreed: Numbers) -> bool:
    """Whether an item arises under what is agreed. Example: the store room, with 0 archives → False."""
    return not spec.needs or getattr(agreed, spec.needs) > 0


def due_on(spec_days: int, starts_on: date, today: date, parameters: Mapping[str, Any]) -> date:
    """The last day of an item: so many days from the first of the handover, and never sooner than `least_days`."""
    return max(starts_on + timedelta(days=spec_days), today + timedelta(days=int(parameters["least_days"])))


def score(ready_weight: int, weight: int) -> int | None:
    """The share of what is ready in whole per cent, rounded down; None when nothing counts.

    Example: 9 of 31 → 29; only all of it → 100.
    """
    return ready_weight * 100 // weight if weight else None


def days_late(state: ItemState, due: date, today: date) -> int:
    """How many days an item that is not ready is over its day; 0 for what is ready, answered or in time."""
    return max((today - due).days, 0) if state in NOT_READY else 0


def risen_to(late: int, parameters: Mapping[str, Any]) -> str:
    """To whom an item has risen that is so many days late; empty while it is the two sides' alone. It falls back at once.

    Example: with 15 and 30 days, 16 days late → 区县, 30 → 市.
    """
    if late >= int(parameters["city_days"]):
        return "市"
    return "区县" if late >= int(parameters["district_days"]) else ""


def _rising(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    late = days_late(ItemState.OPEN, given["due_on"], given["today"])
    return f"{late} {risen_to(late, parameters)}"


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return due_on(given["days"], given["starts_on"], given["today"], parameters).isoformat()


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"checklists.dates": _example, "checklists.rising": _rising}
