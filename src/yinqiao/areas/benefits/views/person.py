"""The panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.benefits import queries
from yinqiao.areas.benefits.rules import LOOKERS
from yinqiao.areas.benefits.tables import TONES
from yinqiao.platform.access.types import Actor


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What the agreement gives the person; hidden where it gives nothing, and from overseers."""
    if actor.role not in LOOKERS:
        return None
    found = queries.list_person_benefits(scope=actor.scope, retiree_id=retiree_id, today=today)
    return {"items": [(one, TONES[one.standing.value]) for one in found]} if found else None
