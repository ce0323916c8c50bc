"""Which types of events there are and who reacts to them. A room registers both in its `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from yinqiao.kernel.event_type import EventType

if TYPE_CHECKING:
    from yinqiao.platform.acts.perform import Act

Reaction = Callable[["Act"], None]

_types: dict[str, EventType] = {}
_reactions: dict[str, list[Reaction]] = {}


def register_event_types(module: ModuleType) -> None:
    """Make known every EventType that a room's `events` module declares; one code twice is a fault of ours."""
    for kind in vars(module).values():
        if isinstance(kind, EventType) and _types.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"event type declared twice: {kind.code}")


def all_types() -> tuple[EventType, ...]:
    """Every type, in the order of the codes."""
    return tuple(_types[code] for code in sorted(_types))


def label_of(code: str) -> str:
    """The Chinese words of a type; the code itself for one that no room declares any more."""
    return _types[code].label if code in _types else code


def withheld_codes() -> list[str]:
    """The types that overseers do not read."""
    return [code for code, kind in _types.items() if kind.is_withheld]


def quiet_codes() -> list[str]:
    """The types of which programmes of other offices are not told."""
    return [code for code, kind in _types.items() if kind.is_quiet]


def parting_codes() -> list[str]:
    """The types by which a person leaves a place, of which that place is told."""
    return [code for code, kind in _types.items() if kind.is_parting]


def on(kind: EventType, reaction: Reaction) -> None:
    """Call `reaction(act)` in the act's own transaction after it emitted events of this kind.

    The reaction finds the subjects in `events_event` by act id and type: set-based, and it must be idempotent.
    """
    listed = _reactions.setdefault(kind.code, [])
    if reaction not in listed:
        listed.append(reaction)


def reactions_to(kind: EventType) -> tuple[Reaction, ...]:
    """What reacts to a type, in the order of registration."""
    return tuple(_reactions.get(kind.code, ()))
