"""What the person page says of the branch that a member's roster names: what became of it, what it is called now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.branches.queries import find_branch_now
from yinqiao.areas.branches.types import SIGNED
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor


def branch_panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The branches of one person; None where nothing is known of them."""
    found = find_branch_now(scope=actor.scope, retiree_id=retiree_id, today=today)
    if not found:
        return None
    return {
        "branches": [
            {
                "was": one.roster_name,
                "path": one.path.label,
                "state": one.state.label,
                "now": one.name if one.state in SIGNED else "",
                "place": places().label(one.place_no) if one.place_no else "",
            }
            for one in found
        ]
    }
