"""Types of events and who reacts to them. Rooms declare types in `events.py` and reactions in `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yinqiao.platform.acts.perform import Act

Reaction = Callable[["Act"], None]


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of thing that happens: past tense, versioned.

    `code` is dotted (`retirees.death_recorded`), `label` the Chinese words of the timeline, `is_shared` tells
    whether the enterprise may see it (never for health, address or party matters).
    """

    code: str
    label: str
    version: int = 1
    is_shared: bool = False


_types: dict[str, EventType] = {}
_reactions: dict[str, list[Reaction]] = {}


def event_type(code: str, label: str, *, version: int = 1, is_shared: bool = False) -> EventType:
    """Declare a type once; declaring a code twice is a fault of ours."""
    if code in _types:
        raise ValueError(f"event type declared twice: {code}")
    kind = EventType(code, label, version, is_shared)
    _types[code] = kind
    return kind


def get_event_type(code: str) -> EventType:
    """The type of a code; a KeyError for a code nobody declared."""
    return _types[code]


def all_event_types() -> tuple[EventType, ...]:
    """Every declared type, by code."""
    return tuple(_types[code] for code in sorted(_types))


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
