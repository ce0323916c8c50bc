"""Papers on the person page: what may be printed about the person, and what was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.papers.queries import list_papers_about
from yinqiao.areas.papers.tables import STATE_TONES, title_of
from yinqiao.platform.access.types import Actor

_SHOWN = 5


def papers_of(actor: Actor, retiree_id: UUID, _: date) -> Mapping[str, Any] | None:
    """The last papers about a person that the reader's office printed; hidden from who sees no content."""
    if not actor.scope.sees_content:
        return None
    found = list_papers_about(scope=actor.scope, subject_id=retiree_id)[:_SHOWN]
    return {"retiree_id": retiree_id, "printed": [(one, title_of(one.kind), STATE_TONES[one.state]) for one in found]}
