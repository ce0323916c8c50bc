"""Renders the panels that the rooms registered for the person page, each into its slot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import PersonPanel

SLOTS = ("top", "acts", "main", "side")


@dataclass(frozen=True, slots=True)
class PanelView:
    """One panel ready to draw: its template with the context that its room loaded."""

    key: str
    title: str
    template: str
    context: dict[str, object] = field(default_factory=dict)


def person_parts(
    panels: Iterable[PersonPanel], actor: Actor, retiree_id: UUID, today: date
) -> dict[str, list[PanelView]]:
    """Slot -> panels in order. A panel whose room answers None is hidden; an unknown slot counts as `main`."""
    parts: dict[str, list[PanelView]] = {slot: [] for slot in SLOTS}
    for panel in panels:
        loaded = panel.load(actor, retiree_id, today)
        if loaded is None:
            continue
        slot = panel.slot if panel.slot in SLOTS else "main"
        parts[slot].append(PanelView(panel.key, panel.title, panel.template, dict(loaded)))
    return parts
