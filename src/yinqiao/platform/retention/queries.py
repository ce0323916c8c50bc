"""Reads of retention; row-level security lets overseers alone see proposals."""

from __future__ import annotations

from django.db.models import QuerySet

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.retention.models import Proposal


def list_proposals(*, state: str = "proposed") -> QuerySet[Proposal]:
    """Proposals of a state, the longest due first."""
    return Proposal.objects.filter(state=state).order_by("due_on", "id")


def get_record(*, record_no: str) -> list[Proposal]:
    """What one record of destruction lists; NotFound for a number that nobody issued."""
    found = list(Proposal.objects.filter(record_no=record_no, state="destroyed").order_by("id")) if record_no else []
    if not found:
        raise NotFound
    return found


def count_proposed() -> int:
    """How many wait for a decision."""
    return Proposal.objects.filter(state="proposed").count()
