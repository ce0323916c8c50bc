"""Batches of scans: the list, the quality report, the files of one, what was drawn, how far an upload is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from yinqiao.areas.digitised.models import Block, Scan, ScanBatch
from yinqiao.areas.digitised.queries.archives import within
from yinqiao.areas.digitised.types import BatchTally, Fixity, Sample, ScanState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.scans.blockfile import BlockFile

_COUNTS: Mapping[str, Q] = {
    "receiving": Q(state=ScanState.RECEIVING),
    "checking": Q(state=ScanState.CHECKING),
    "filed": Q(state=ScanState.FILED),
    "refused": Q(state=ScanState.REFUSED),
    "returned": Q(state=ScanState.RETURNED),
    "drawn": ~Q(sample=Sample.NONE),
    "judged": Q(sample__in=[Sample.GOOD, Sample.BAD]),
    "bad": Q(sample=Sample.BAD),
}


def rule(code: str, day: date) -> Mapping[str, Any]:
    """The parameters of a rule of this room."""
    return rulebook().get(f"digitised.{code}", region=settings.REGION, day=day).parameters


def list_batches(*, scope: Scope) -> QuerySet[Any]:
    """The batches of the scope's offices, the newest first, with their figures."""
    counts = {
        f"{name}_count": Count("scans", filter=Q(*((f"scans__{key}", value) for key, value in one.children)))  # type: ignore[misc]
        for name, one in _COUNTS.items()
        if name in ("filed", "refused", "receiving", "checking")
    }
    return ScanBatch.objects.filter(within(scope)).annotate(**counts).order_by("-made_at", "id")


def get_batch(*, scope: Scope, batch_id: UUID) -> ScanBatch:
    """One batch; NotFound when absent or out of scope."""
    row = ScanBatch.objects.filter(within(scope), pk=batch_id).first()
    if row is None:
        raise NotFound
    return row


def get_batch_tally(*, scope: Scope, batch_id: UUID) -> BatchTally:
    """The quality report of a batch, in one pass. A package counts by the files that were in it."""
    found = Scan.objects.filter(within(scope), batch_id=batch_id).exclude(state=ScanState.UNPACKED)
    counts = {name: Count("id", filter=one) for name, one in _COUNTS.items()}
    pages = Coalesce(Sum("pages", filter=_COUNTS["filed"]), 0)
    return BatchTally(**found.aggregate(files=Count("id"), pages=pages, **counts))


def list_scans(*, scope: Scope, batch_id: UUID | None = None, standing: str = "") -> QuerySet[Scan]:
    """Scans of the scope's offices, of one batch where it is named, by the names of their files."""
    found = Scan.objects.filter(within(scope)).select_related("item__archive", "batch")
    if batch_id is not None:
        found = found.filter(batch_id=batch_id)
    if standing == "hurt":
        found = found.filter(state=ScanState.FILED).exclude(fixity=Fixity.WHOLE)
    elif standing:
        found = found.filter(_COUNTS[standing])
    return found.order_by("name", "id")


def list_filed(*, scope: Scope) -> QuerySet[Scan]:
    """The scans that are filed to a material, the oldest first."""
    return list_scans(scope=scope, standing="filed").order_by("id")


def list_drawn(*, scope: Scope, batch_id: UUID) -> QuerySet[Scan]:
    """The sample of a batch."""
    return list_scans(scope=scope, batch_id=batch_id).exclude(sample=Sample.NONE)


def get_scan(*, scope: Scope, scan_id: UUID) -> Scan:
    """One scan; NotFound when absent or out of scope."""
    row = Scan.objects.filter(within(scope), pk=scan_id).select_related("item__archive", "batch").first()
    if row is None:
        raise NotFound
    return row


def open_scan(scan: Scan) -> BlockFile:
    """The bytes of a scan that was found within a scope, by offset."""
    addresses = Block.objects.filter(scan_id=scan.pk).order_by("no").values_list("address", flat=True)
    return BlockFile(scan.pk, list(addresses), scan.received)


def count_hurt(*, scope: Scope) -> int:
    """How many scans the last rounds found missing or altered."""
    return list_scans(scope=scope, standing="hurt").order_by().count()
