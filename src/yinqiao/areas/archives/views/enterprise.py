"""Which archives an enterprise handed over, and which are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.archives import queries
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import EnterpriseFact


def enterprise_facts(actor: Actor, enterprise_id: int, today: date) -> Sequence[EnterpriseFact]:
    """Its archives within the actor's scope, and those that were missing when they were counted."""
    missing = queries.find_archives(scope=actor.scope, wanted="missing").filter(enterprise_id=enterprise_id).count()
    found = queries.find_archives(scope=actor.scope).filter(enterprise_id=enterprise_id).count()
    return [
        EnterpriseFact("移交的档案", found, "卷", archives_url(enterprise=enterprise_id)),
        EnterpriseFact(
            "清点时缺少的档案", missing, "卷", archives_url(enterprise=enterprise_id, state="missing"), "danger"
        ),
    ]
