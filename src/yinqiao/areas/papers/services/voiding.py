"""Voiding: the number stays, with the reason why nothing stands behind it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.papers import errors
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.papers.types import PaperState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import perform


def void_paper(*, actor: Actor, at: datetime, paper_id: UUID, reason: str) -> None:
    """Void a paper with a reason; what was filed to it stays. Conflict `papers.already_void`."""
    with perform(actor=actor, action="papers.void_paper", at=at) as act:
        row = lock_paper(actor.scope, paper_id)
        if row.state == PaperState.VOID:
            raise errors.already_void()
        if not reason.strip():
            raise errors.reason_required()
        row.state, row.voided_at, row.void_reason = PaperState.VOID, at, reason.strip()
        row.save(update_fields=["state", "voided_at", "void_reason"])
        act.about("paper", row.pk, people=row.people)


def lock_paper(scope: Scope, paper_id: UUID) -> Paper:
    """One paper of the scope, locked; NotFound otherwise."""
    row = Paper.objects.select_for_update().filter(scope.predicate(), pk=paper_id).first()
    if row is None:
        raise NotFound
    return row
