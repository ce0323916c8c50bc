"""Which party organisations an enterprise hands over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.branches import queries
from yinqiao.areas.branches.views.shared import organisations_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """Its organisations within the actor's scope, in every state."""
    found = queries.list_organisations(scope=actor.scope).filter(enterprise_id=enterprise_id).count()
    return [EnterpriseFact("移交的党组织", found, "个", organisations_url(enterprise=enterprise_id))]
