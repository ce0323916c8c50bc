"""Reads the rulebook of this room: paths with their steps, days, reasons, usual sizes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.branches.types import Kind, Need, Path, Reason, Side, State, Step, Stop

_ENDS = (State.SETTLED, State.KEPT)


@cache
def _read() -> Mapping[str, Any]:
    folder = resources.files("yinqiao.areas.branches").joinpath("rulebook")
    return tomllib.loads(folder.joinpath("branches.toml").read_text(encoding="utf-8"))


@cache
def paths() -> Mapping[Path, tuple[Step, ...]]:
    """Every path with its steps in order.

    Raises ValueError when data and codes do not match, or a path does not end with a step of the place.
    """
    found = {}
    for entry in _read()["path"]:
        path, steps = Path[entry["code"].upper()], tuple(_step(one) for one in entry["step"])
        is_ended = steps[-1].side is Side.PLACE and steps[-1].leads_to in _ENDS
        is_open = all(one.leads_to not in _ENDS for one in steps[:-1])
        signs = [one.side for one in steps if one.leads_to is State.RECEIVED]
        if not (is_ended and is_open) or len({one.code for one in steps}) < len(steps) or set(signs) - {Side.PLACE}:
            raise ValueError(f"path {path}: its steps cannot be walked")
        found[path] = steps
    if set(found) != set(Path):
        raise ValueError("paths and their codes do not match")
    return found


def _step(entry: Mapping[str, Any]) -> Step:
    return Step(
        code=entry["code"], label=entry["label"], side=Side[entry["side"].upper()],
        needs=tuple(Need[one.upper()] for one in entry["needs"]), may=tuple(Need[one.upper()] for one in entry["may"]),
        labels=entry["labels"], hint=entry["hint"], leads_to=State[entry["leads_to"].upper()], days=entry["days"],
        has_scan=entry.get("scan", False), stopped_by=Stop(entry["stopped_by"]) if "stopped_by" in entry else None,
        source=entry["source"], standing=entry["standing"],
    )  # fmt: skip


@cache
def reasons() -> Mapping[str, Reason]:
    """Why an organisation may go back, by code, in the order of the form."""
    return {
        one["code"]: Reason(one["code"], one["label"], one.get("needs_note", False)) for one in _read()["reason"]
    }  # fmt: skip


def waiting_days(state: State) -> int:
    """Within how many days the enterprise goes on with what it listed, or what came back."""
    return {one["state"]: int(one["days"]) for one in _read()["waiting"]}[state.value]


def size_hint(kind: str, members: int) -> str:
    """What the regulations say of an organisation of this kind and so many members; empty when it is usual.

    Example: a branch of 51 → it may be divided; of 2 → a joint branch.
    """
    for one in _read()["size"]:
        if kind in one["kinds"] and members:
            few, many = members < one["least"], members > one["most"]
            return str(one["few"] if few else one["many"] if many else "")
    return ""


# From the top down: an organisation stands under one of a higher rank.
_RANKS: Mapping[str, int] = {
    Kind.COMMITTEE: 3,
    Kind.GENERAL_BRANCH: 2,
    Kind.BRANCH: 1,
    Kind.JOINT_BRANCH: 1,
    Kind.GROUP: 0,
}


def stands_above(upper: str, lower: str) -> bool:
    """Whether an organisation of one kind may have one of another kind under it."""
    return _RANKS[upper] > _RANKS[lower]
