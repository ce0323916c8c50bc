"""Which assets an enterprise handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.assets import queries
from yinqiao.areas.assets.views.shared import assets_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """Its assets within the actor's scope, in every state."""
    found = queries.list_assets(scope=actor.scope).filter(enterprise_id=enterprise_id).count()
    return [EnterpriseFact("移交的资产", found, "项", assets_url(enterprise=enterprise_id))]
