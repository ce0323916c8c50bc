"""What a kind of event is. Rooms declare theirs in `events.py`; the event log of the platform stores them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of thing that happens: past tense, versioned.

    `code` is dotted (`retirees.death_recorded`), `label` the Chinese words of the timeline, `is_shared` tells
    whether the enterprise may see it (never for health, address or party matters), `is_withheld` that overseers do not
    read it either, `is_quiet` that programmes of other offices are not told: what came with the old system is no news.
    `is_parting` tells that the person leaves by it: the place that is left is told of it, too, as the last thing.
    """

    code: str
    label: str
    version: int = 1
    is_shared: bool = False
    is_withheld: bool = False
    is_quiet: bool = False
    is_parting: bool = False
