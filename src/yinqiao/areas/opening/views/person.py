"""What the person page says of the old system: the number there, and since when the community has the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.opening.queries import find_old_records
from yinqiao.areas.opening.types import CITY_ROLES
from yinqiao.platform.access.types import Actor


def old_system(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The records of a person in the old system; hidden for who has none, and for an enterprise."""
    records = find_old_records(scope=actor.scope, retiree_id=retiree_id)
    return {"records": records, "may_open": actor.role in CITY_ROLES} if records else None
