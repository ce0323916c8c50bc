"""The paths of an asset: the steps of each, whose the next one is, what stops one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from yinqiao.areas.assets.rules.data import read_rulebook
from yinqiao.areas.assets.types import (
    SETTLED,
    AssetFinding,
    AssetPath,
    AssetState,
    HandoverPath,
    Need,
    PathStep,
    Side,
    Stand,
    TitleState,
)
from yinqiao.areas.retirees.types import member_of


@cache
def paths() -> Mapping[HandoverPath, AssetPath]:
    """Every path with its steps.

    Raises ValueError when data and codes do not match, or a path does not end with a step of the place.
    """
    found = {}
    for entry in read_rulebook("asset_paths.toml")["path"]:
        path = AssetPath(
            member_of(HandoverPath, entry["code"]),
            AssetState(entry["leads_to"]),
            tuple(_step(one) for one in entry["step"]),
        )
        is_sound = path.leads_to in SETTLED and len(path.steps) > 1 and path.steps[-1].side is Side.PLACE
        if not is_sound or len({one.code for one in path.steps}) < len(path.steps):
            raise ValueError(f"path {path.path}: its steps cannot be walked")
        found[path.path] = path
    if set(found) != set(HandoverPath):
        raise ValueError("paths and their codes do not match")
    return found


def _step(entry: Mapping[str, Any]) -> PathStep:
    return PathStep(
        code=entry["code"], label=entry["label"], side=Side(entry["side"]),
        needs=tuple(Need(one) for one in entry["needs"]), labels=entry.get("labels", {}), hint=entry["hint"],
        stopped_by=tuple(AssetFinding(one) for one in entry.get("stopped_by", ())), source=entry["source"],
        standing=entry["standing"],
    )  # fmt: skip


def steps_of(path: HandoverPath) -> tuple[PathStep, ...]:
    """The steps of a path in order."""
    return paths()[path].steps


def step_named(path: HandoverPath, code: str) -> PathStep | None:
    """The step of that code, or None when the path has none."""
    return next((one for one in steps_of(path) if one.code == code), None)


def step_after(path: HandoverPath, code: str) -> PathStep | None:
    """The step that follows the one of that code; None after the last."""
    steps = steps_of(path)
    at = [one.code for one in steps].index(code) + 1
    return steps[at] if at < len(steps) else None


def owed_by(stand: Stand) -> Side | None:
    """Who has the next step; None when nothing is left to do.

    Example: under way, and the enterprise has proposed another path → the place, which has to answer.
    """
    if stand.state is AssetState.OFFERED:
        return Side.PLACE
    if stand.state is AssetState.RETURNED:
        return Side.ENTERPRISE
    if stand.state not in (AssetState.SURVEYED, AssetState.UNDER_WAY):
        return None
    if stand.proposed_by is not None:
        return stand.proposed_by.other
    step = step_named(stand.path, stand.next_step)
    return step.side if step else None


def next_words(stand: Stand) -> str:
    """The next step in words; empty when nothing is left to do."""
    if stand.state is AssetState.OFFERED:
        return "现场核实"
    if stand.state is AssetState.RETURNED:
        return "按退回原因改正后重新提交，或不再移交"
    if owed_by(stand) is None:
        return ""
    if stand.proposed_by is not None:
        return "答复更改移交方式的提议"
    step = step_named(stand.path, stand.next_step)
    return step.label if step else ""


def stops(step: PathStep, *, is_separable: bool | None, title: TitleState) -> AssetFinding | None:
    """What stops a step of an asset, or None. What is not known to be separable cannot be separated."""
    holds = {
        AssetFinding.NOT_SEPARABLE: is_separable is not True,
        AssetFinding.TITLE_RENTED: title is TitleState.RENTED,
    }
    return next((one for one in step.stopped_by if holds[one]), None)


STOP_WORDS: Mapping[AssetFinding, str] = {
    AssetFinding.NOT_SEPARABLE: "核实结果为不可分割，不能单独划转",
    AssetFinding.TITLE_RENTED: "租用的资产不属于移交企业，不能划转",
}
