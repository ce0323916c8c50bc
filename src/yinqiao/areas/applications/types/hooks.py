"""What rooms above hang into the engine: gates that look at a case, entrances of items, what an office outside told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from yinqiao.kernel.labels import Labelled


@dataclass(frozen=True, slots=True)
class GateCall:
    """Whose case, by whom, when, what was filled in; at acceptance the case too."""

    actor: Any
    today: date
    retiree_id: UUID
    answers: Mapping[str, str]
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What a room looks at when somebody applies or a case is accepted, whichever way it came; `run` raises a refusal."""

    code: str
    label: str
    when: Literal["apply", "accept"]
    run: Callable[[GateCall], None]


@dataclass(frozen=True, slots=True)
class OfficeMove:
    """What an office outside told of a person's case that waits for it: done with a step, or refused on a ground.

    `step` is the step that it did, empty for the one that waits; `number` the case, empty for the person's open one.
    """

    item: str
    who: str
    words: str
    step: str = ""
    number: str = ""
    ground: str = ""


class MoveEnd(Labelled):
    """What became of it."""

    MOVED = "moved", "已登记"
    ALREADY = "already", "此前已登记"
    NONE = "none", "没有等待本单位的办件"


_GATES: dict[str, Gate] = {}
_ENTRANCES: dict[str, str] = {}


def register_gate(gate: Gate) -> None:
    """Make a gate known; a name that is taken by another is a fault of ours."""
    if _GATES.setdefault(gate.code, gate) != gate:
        raise ValueError(f"gate registered twice: {gate.code}")


def register_entrance(code: str, route: str) -> None:
    """Where one applies for the items of this entrance: a route that takes `retiree_id`."""
    if _ENTRANCES.setdefault(code, route) != route:
        raise ValueError(f"entrance registered twice: {code}")


def gates() -> Mapping[str, Gate]:
    """Every gate."""
    return dict(_GATES)


def entrances() -> tuple[str, ...]:
    """Every entrance."""
    return tuple(_ENTRANCES)


def gate_of(code: str) -> Gate | None:
    """A gate by its name."""
    return _GATES.get(code)


def entrance_of(code: str) -> str | None:
    """The route of an entrance."""
    return _ENTRANCES.get(code)
