"""Whose party relations an enterprise handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.party import queries
from yinqiao.areas.party.views.shared import members_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """Its members within the actor's scope, in every state."""
    found = queries.find_members(scope=actor.scope, today=today).filter(enterprise_id=enterprise_id).count()
    return [EnterpriseFact("移交组织关系的党员", found, "人", members_url(enterprise=enterprise_id))]
