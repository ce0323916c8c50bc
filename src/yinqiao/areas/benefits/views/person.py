"""The panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.benefits import queries
from yinqiao.areas.benefits.rules import LOOKERS, TELLERS
from yinqiao.areas.benefits.tables import TOLD_TONES, TONES
from yinqiao.areas.benefits.types import ToldState
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.platform.access.types import Actor


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What the agreement gives the person and what the enterprise told; the way to what to say of all else. Hidden from overseers."""
    if actor.role not in LOOKERS:
        return None
    found = queries.list_person_benefits(scope=actor.scope, retiree_id=retiree_id, today=today)
    told = queries.list_person_told(scope=actor.scope, retiree_id=retiree_id)
    shown = [one for one in told if one.state in (ToldState.STANDING, ToldState.ENDED)]
    may_tell = actor.role in TELLERS and queries.find_own_source(scope=actor.scope) is not None
    may_answer = actor.role in CASEWORKERS
    if not (found or shown or may_tell or may_answer):
        return None
    return {
        "items": [(one, TONES[one.standing.value]) for one in found],
        "told": [(one, TOLD_TONES[one.state.value]) for one in shown], "may_tell": may_tell, "may_answer": may_answer, "person_id": retiree_id,
    }  # fmt: skip
