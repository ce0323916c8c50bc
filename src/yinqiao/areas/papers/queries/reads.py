"""Reads of papers and scans. Scope is a required argument: an office sees its own and what offices below it printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.papers.models import Paper, PaperScan, Printing, ScanPage
from yinqiao.areas.papers.rules import outstanding_since
from yinqiao.areas.papers.types import TO_SETTLE, PaperState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

_TO_SETTLE = [one.value for one in TO_SETTLE]


def list_papers(*, scope: Scope) -> QuerySet[Paper]:
    """The papers of a scope, the newest first."""
    return Paper.objects.filter(scope.predicate()).order_by("-printed_at", "-serial")


def list_papers_about(*, scope: Scope, subject_id: UUID) -> QuerySet[Paper]:
    """The papers of a scope about one thing or one person, the newest first; none for who reads no content."""
    found = list_papers(scope=scope).filter(subject_id=str(subject_id))
    return found if scope.sees_content else found.none()


def outstanding(today: date) -> Q:
    """The condition of papers whose stamped copy is late: lists and the figures that open them use the same."""
    since = outstanding_since(today, rulebook().get("papers.outstanding", region=settings.REGION, day=today).parameters)
    return Q(state=PaperState.PRINTED, printed_at__date__lt=since)


def count_outstanding(*, scope: Scope, today: date) -> int:
    """How many stamped copies are late."""
    return list_papers(scope=scope).filter(outstanding(today)).count()


def get_paper(*, scope: Scope, paper_id: UUID) -> Paper:
    """One paper; NotFound when absent or out of scope."""
    row = list_papers(scope=scope).filter(pk=paper_id).select_related("template", "printing").first()
    if row is None:
        raise NotFound
    return row


def find_addressed(*, scope: Scope, paper_id: UUID) -> Paper | None:
    """A paper that is addressed to the office of the scope, as its wall has it; None for who speaks for no office."""
    return Paper.objects.filter(pk=paper_id).first() if scope.office is not None else None


def find_by_code(*, scope: Scope, codes: Iterable[str]) -> dict[str, Paper]:
    """Code → paper, for the codes that belong to papers of the scope."""
    return {one.code: one for one in Paper.objects.filter(scope.predicate(), code__in=set(codes))}


def get_printing(*, scope: Scope, printing_id: UUID) -> Printing:
    """One order of several papers; NotFound when absent or out of scope."""
    row = Printing.objects.filter(scope.predicate(), pk=printing_id).first()
    if row is None:
        raise NotFound
    return row


def list_scans(*, scope: Scope) -> QuerySet[Any]:
    """Uploaded scans of a scope with how many pages wait for a person, the newest first."""
    found = PaperScan.objects.filter(scope.predicate())
    waiting = Count("sheets", filter=Q(sheets__state__in=_TO_SETTLE))
    filed = Count("sheets", filter=Q(sheets__state="filed"))
    return found.annotate(waiting=waiting, filed=filed).order_by("-created_at", "-id")


def count_to_settle(*, scope: Scope) -> int:
    """How many scans have pages that wait for a person."""
    return list_scans(scope=scope).filter(waiting__gt=0).count()


def get_scan(*, scope: Scope, scan_id: UUID) -> PaperScan:
    """One scan; NotFound when absent or out of scope."""
    row: PaperScan | None = list_scans(scope=scope).filter(pk=scan_id).first()
    if row is None:
        raise NotFound
    return row


def list_pages(*, scope: Scope, scan_id: UUID | None = None, paper_id: UUID | None = None) -> QuerySet[ScanPage]:
    """The pages of one scan, or those filed to one paper, in order."""
    found = ScanPage.objects.filter(scope.predicate()).select_related("paper")
    found = found.filter(scan_id=scan_id) if scan_id else found
    found = found.filter(paper_id=paper_id) if paper_id else found
    return found.order_by("scan_id", "page_no")


def get_page(*, scope: Scope, page_id: UUID) -> ScanPage:
    """One scanned page; NotFound when absent or out of scope."""
    row = ScanPage.objects.filter(scope.predicate(), pk=page_id).select_related("paper", "scan").first()
    if row is None:
        raise NotFound
    return row
