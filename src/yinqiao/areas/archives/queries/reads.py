"""Reads of archives. Scope is a required argument; a place sees what was submitted to it and not taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.archives.models import Archive, Catalogue, CatalogueRow, Custody, Scan
from yinqiao.areas.archives.rules import RECEIVING_KINDS
from yinqiao.areas.archives.types import ArchiveState, CatalogueState, Holding, ScanResult, Tally
from yinqiao.areas.organisations.queries import enterprise_names, holder_words, places
from yinqiao.areas.retirees.queries import find_row, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import PLACE_MAX, Scope

_NOT_AT_PLACE = [CatalogueState.SENDING, CatalogueState.TAKEN_BACK]
# States and conditions by which archives are listed and counted: figures and the lists they open use the same.
ARCHIVE_FILTERS: Mapping[str, Q] = {
    "waiting": Q(state=ArchiveState.OFFERED),
    "pending": Q(state__in=[ArchiveState.OFFERED, ArchiveState.COUNTED]),
    "counted": Q(state__in=[ArchiveState.COUNTED, ArchiveState.RECEIVED]),
    "received": Q(state=ArchiveState.RECEIVED),
    "missing": Q(state=ArchiveState.MISSING),
    "open": Q(state__in=[ArchiveState.OFFERED, ArchiveState.MISSING]),
    "damaged": Q(is_damaged=True),
    # What the enterprise has stated of missing ones and the receiver has not answered; what both have agreed on.
    "stated": Q(state=ArchiveState.MISSING) & ~Q(absence_reason=""),
    "explained": Q(state=ArchiveState.EXPLAINED),
    "due": ~Q(state__in=[ArchiveState.WITHDRAWN, ArchiveState.EXPLAINED]),
    "": ~Q(state=ArchiveState.WITHDRAWN),
}

CATALOGUE_COUNTS = ("counted_count", "open_count", "damaged_count")


def _catalogues_in(scope: Scope) -> Q:
    """Twin of the policy: the enterprise's own, and what lies at a place of the scope."""
    if scope.is_enterprise or scope.place_to == PLACE_MAX:
        return scope.predicate()
    return scope.predicate() & ~Q(state__in=_NOT_AT_PLACE)


def archives_in(scope: Scope) -> Q:
    """Twin of the policy for archives: the enterprise's own, and what a place of the scope was offered."""
    if scope.is_enterprise or scope.place_to == PLACE_MAX:
        return scope.predicate()
    return scope.predicate() & ~Q(state=ArchiveState.WITHDRAWN)


def list_rows(*, scope: Scope, batch_id: UUID) -> QuerySet[CatalogueRow]:
    """The rows of a checked catalogue of an enterprise in scope, in their order."""
    return CatalogueRow.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id).order_by("row_no")


def find_catalogues(*, scope: Scope) -> QuerySet[Catalogue]:
    """Catalogues in scope, the newest first; `with_counts` adds what a list shows."""
    return Catalogue.objects.filter(_catalogues_in(scope)).order_by("-offered_at", "id")


def with_counts(found: QuerySet[Catalogue]) -> QuerySet[Catalogue]:
    """The same catalogues with their enterprises and what was counted of each, under the names `CATALOGUE_COUNTS`."""
    counts = {
        name: Count("volumes", filter=_of_volumes(ARCHIVE_FILTERS[name.removesuffix("_count")]))
        for name in CATALOGUE_COUNTS
    }
    return found.select_related("enterprise").annotate(**counts)


def list_catalogues(*, scope: Scope) -> QuerySet[Catalogue]:
    """Both at once: for few catalogues, or a part of them."""
    return with_counts(find_catalogues(scope=scope))


def _of_volumes(condition: Q) -> Q:
    return Q(*((f"volumes__{name}", value) for name, value in condition.children))  # type: ignore[misc]


def get_catalogue(*, scope: Scope, catalogue_id: UUID) -> Catalogue:
    """One catalogue at a place of the scope or of its enterprise; NotFound when absent or out of scope."""
    row = Catalogue.objects.filter(_catalogues_in(scope), pk=catalogue_id).select_related("enterprise").first()
    if row is None:
        raise NotFound
    return row


def find_catalogue(*, scope: Scope, catalogue_id: UUID) -> Catalogue | None:
    """The same, or None: a batch that was never submitted has none."""
    return Catalogue.objects.filter(_catalogues_in(scope), pk=catalogue_id).first()


def find_archives(*, scope: Scope, wanted: str = "") -> QuerySet[Archive]:
    """Archives in scope under one of `ARCHIVE_FILTERS`, by box and number; `with_names` adds what a list shows."""
    return Archive.objects.filter(archives_in(scope), ARCHIVE_FILTERS[wanted]).order_by("box_no", "archive_no")


def with_names(found: QuerySet[Archive]) -> QuerySet[Archive]:
    """The same archives with their enterprises and catalogues."""
    return found.select_related("enterprise", "catalogue")


def list_archives(*, scope: Scope, wanted: str = "") -> QuerySet[Archive]:
    """Both at once: for few archives, or a part of them."""
    return with_names(find_archives(scope=scope, wanted=wanted))


def get_archive(*, scope: Scope, archive_id: UUID) -> Archive:
    """One archive; NotFound when absent or out of scope."""
    row = list_archives(scope=scope).filter(pk=archive_id).first()
    if row is None:
        raise NotFound
    return row


def get_tally(*, scope: Scope, catalogue_id: UUID) -> Tally:
    """The figures of one catalogue, in one pass."""
    counted: dict[str, int] = (
        Archive.objects.filter(archives_in(scope), ARCHIVE_FILTERS[""], catalogue_id=catalogue_id)
        .aggregate(due=Count("id"), **{name: Count("id", filter=ARCHIVE_FILTERS[name])
                                       for name in ("counted", "open", "damaged", "missing", "explained")})
    )  # fmt: skip
    return Tally(**counted, extra=list_extras(scope=scope, catalogue_id=catalogue_id).count())


def list_scans(*, scope: Scope, catalogue_id: UUID) -> QuerySet[Scan]:
    """The scans of a catalogue, newest first."""
    return Scan.objects.filter(scope.predicate(), catalogue_id=catalogue_id).select_related("archive").order_by("-id")


def list_extras(*, scope: Scope, catalogue_id: UUID) -> QuerySet[Scan]:
    """Codes that were scanned and stand in no catalogue of the place, in the order of the scans."""
    return list_scans(scope=scope, catalogue_id=catalogue_id).filter(result=ScanResult.EXTRA).order_by("id")


def get_extra(*, scope: Scope, scan_id: UUID) -> Scan:
    """One extra code; NotFound when absent, out of scope or dropped already."""
    row = Scan.objects.filter(scope.predicate(), pk=scan_id, result=ScanResult.EXTRA).first()
    if row is None:
        raise NotFound
    return row


def receivers() -> dict[str, int]:
    """Name → number of every place that can receive archives, the nearest to the people last."""
    tree = places()
    return tree.named(row for row in tree.rows if row.kind in RECEIVING_KINDS)


def find_holdings(*, scope: Scope, retiree_id: UUID) -> list[Holding]:
    """Who holds each archive of a person, and since when, by number; empty when none is known.

    NotFound for a person out of scope.
    """
    find_row(scope, retiree_id)
    held = Custody.objects.filter(
        until__isnull=True, archive__retiree_id__in=with_merged(scope, retiree_id)
    ).select_related("archive").order_by("archive__archive_no")  # fmt: skip
    rows: list[Any] = list(held)
    names = enterprise_names({one.holder_enterprise_id for one in rows if one.holder_enterprise_id})
    return [
        Holding(
            one.archive.archive_no,
            holder_words(one, names),
            one.since,
            ArchiveState(one.archive.state),
        )
        for one in rows
    ]
