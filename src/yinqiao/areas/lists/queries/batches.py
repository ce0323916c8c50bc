"""Reads of lists: an enterprise sees its own, nobody else sees any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from yinqiao.areas.lists.models import Batch, Finding
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_batches(*, scope: Scope, kind: str, state: str = "") -> QuerySet[Batch]:
    """The batches of a kind of the enterprises in scope, newest first; of one state or of all."""
    found = Batch.objects.filter(enterprise_id__in=scope.enterprises, kind=kind)
    if state:
        found = found.filter(state=state)
    return found.select_related("enterprise").order_by("-created_at")


def get_batch(*, scope: Scope, kind: str, batch_id: UUID) -> Batch:
    """One batch; NotFound when absent, of another kind, or another enterprise's."""
    batch = list_batches(scope=scope, kind=kind).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def count_findings(*, scope: Scope, batch_id: UUID) -> list[dict[str, Any]]:
    """How many findings of each code and severity, and on how many rows; most severe and most frequent first."""
    found = Finding.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id)
    counted: Iterable[Any] = found.values("code", "severity").annotate(
        findings=Count("id"), people=Count("row_no", distinct=True)
    )
    order = {"blocks": 0, "warns": 1, "mended": 2}
    return sorted(counted, key=lambda one: (order[one["severity"]], -one["findings"], one["code"]))


def list_findings(*, scope: Scope, batch_id: UUID) -> QuerySet[Finding]:
    """The findings of a batch in the order of its rows."""
    found = Finding.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id)
    return found.order_by("row_no", "id")
