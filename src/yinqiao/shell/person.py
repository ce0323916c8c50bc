"""Renders the panels that the rooms registered for the person page, each into its slot, and what they know of strands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from yinqiao.areas.retirees.types import PersonCard
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import PanelView, PersonPanel, StrandSource

SLOTS = ("top", "acts", "main", "side")


def person_parts(
    panels: Iterable[PersonPanel], actor: Actor, retiree_id: UUID, today: date
) -> dict[str, list[PanelView]]:
    """Slot -> panels in order. A panel whose room answers None is hidden; an unknown slot counts as `main`."""
    parts: dict[str, list[PanelView]] = {slot: [] for slot in SLOTS}
    for panel in panels:
        if view := panel.view(actor, retiree_id, today):
            parts[panel.slot if panel.slot in SLOTS else "main"].append(view)
    return parts


def with_strands(card: PersonCard, sources: Mapping[str, StrandSource], actor: Actor) -> PersonCard:
    """The card with its strands as the rooms know them; where a room knows nothing, what was declared stands.

    A card without strands (an enterprise's, an overseer's) stays without.
    """
    told = []
    for strand in card.strands:
        known = sources[strand.key](actor, card.id) if strand.key in sources else None
        told.append(replace(strand, state=known.state, on=known.on, source=known.source) if known else strand)
    return replace(card, strands=tuple(told))
