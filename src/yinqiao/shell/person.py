"""Renders the panels that the rooms registered for the person page, each into its slot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import PanelView, PersonPanel

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
