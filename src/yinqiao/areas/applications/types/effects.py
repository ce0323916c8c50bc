"""What a decision does: commands by name, registered by rooms. The engine knows no particular one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.types.cases import Applicant


@dataclass(frozen=True, slots=True)
class EffectCall:
    """For whom, by whom, when, and what was filled in."""

    actor: Any
    at: datetime
    retiree_id: UUID
    applicant: Applicant
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """A command: its name, its words, the fields that the form must have, what it does; it raises what it refuses."""

    code: str
    label: str
    needs: frozenset[str]
    run: Callable[[EffectCall], None]


_EFFECTS: dict[str, Effect] = {}


def register_effect(effect: Effect) -> None:
    """Make a command known; a name that is taken by another is a fault of ours."""
    if _EFFECTS.setdefault(effect.code, effect) is not effect and _EFFECTS[effect.code] != effect:
        raise ValueError(f"effect registered twice: {effect.code}")


def effect_of(code: str) -> Effect | None:
    """A command by its name."""
    return _EFFECTS.get(code)


def effects() -> Mapping[str, Effect]:
    """Every command."""
    return dict(_EFFECTS)
