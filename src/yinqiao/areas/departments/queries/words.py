"""What offices say to claims of theirs that are questioned: read by the office itself, and by who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.departments.models import Explanation
from yinqiao.areas.intake.queries import list_disputes
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.fields import reveal_many


@dataclass(frozen=True, slots=True)
class Said:
    """One explanation, opened: its paper, if there is one, has the same number."""

    id: UUID
    words: str
    has_paper: bool
    written_at: datetime
    author: str
    office: str
    read_at: datetime | None


def _within(scope: Scope) -> QuerySet[Explanation]:
    """Those of the own source for an office; of the claims about people of the scope for a place; none otherwise."""
    found = Explanation.objects.select_related("case__message__source").defer("case__message__body")
    if scope.office is not None:
        return found.filter(case__message__source_id=scope.office)
    return found.filter(case__in=list_disputes(scope=scope, is_open=False).order_by().values("pk"))


def list_explanations(*, scope: Scope, case_id: UUID | None) -> Sequence[Said]:
    """What was said to one claim, the oldest first; nothing where it is out of scope, or there is no claim."""
    rows = list(_within(scope).filter(case_id=case_id).order_by("written_at", "id"))
    words = reveal_many(rows, "words")
    return [
        Said(
            row.pk, said or "", row.scan_id is not None, row.written_at, row.author_name, row.case.message.source.name,
            row.read_at,
        )
        for row, said in zip(rows, words, strict=True)
    ]  # fmt: skip


def list_answers(*, scope: Scope, unread: bool = False) -> QuerySet[Any]:
    """What offices said to open claims about people of the scope, the newest first; to an office itself nothing."""
    found = Explanation.objects.filter(case__in=list_disputes(scope=scope).order_by().values("pk")).defer("words")
    found = found.select_related("case__retiree", "case__message__source").defer("case__message__body")
    return (found.filter(read_at__isnull=True) if unread else found).order_by("-written_at", "id")


def find_paper(*, scope: Scope, explanation_id: UUID) -> UUID | None:
    """The stored file of an explanation's paper; None where there is none, or it is out of scope."""
    return _within(scope).filter(pk=explanation_id).values_list("scan_id", flat=True).first()
