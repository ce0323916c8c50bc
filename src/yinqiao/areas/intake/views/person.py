"""What other offices told of one person and nobody has decided yet: a panel of the person's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.intake import queries
from yinqiao.areas.intake.rules import CASEWORKERS
from yinqiao.platform.access.types import Actor


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """外来信息 of one person; nothing where nothing is open, and nothing for enterprises and overseers."""
    if actor.role not in CASEWORKERS:
        return None
    rows = queries.list_person_disputes(scope=actor.scope, retiree_id=retiree_id)
    items = [(one, queries.title_of(one.message.type), queries.words_of(one.kind), one.due_on < today) for one in rows]
    return {"items": items} if items else None
