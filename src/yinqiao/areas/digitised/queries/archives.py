"""Archives that an office keeps, and the materials of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from yinqiao.areas.archives.queries import get_archive, list_archives
from yinqiao.areas.digitised.models import Item, Scan
from yinqiao.areas.digitised.types import Fixity, ScanState
from yinqiao.kernel.archive_classes import CLASSES
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

ORDER = {class_no: place for place, class_no in enumerate(CLASSES)}


def within(scope: Scope) -> Q:
    """What places of the scope keep; whoever oversees reads nothing of it."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=[])
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def kept_archives(*, scope: Scope) -> QuerySet[Any]:
    """Archives that a place of the scope has received, each with how many materials and scans there are."""
    mine = within(scope)
    items = Item.objects.filter(archive_id=OuterRef("pk")).values("archive_id")
    scans = Scan.objects.filter(item__archive_id=OuterRef("pk"), state=ScanState.FILED).values("item__archive_id")
    return (
        list_archives(scope=scope, wanted="received")
        .filter(mine)
        .annotate(
            item_count=Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0),
            scan_count=Coalesce(Subquery(scans.annotate(n=Count("pk")).values("n")), 0),
            page_count=Coalesce(Subquery(scans.annotate(n=Sum("pages")).values("n")), 0),
        )
        .order_by("box_no", "archive_no")
    )


def get_kept(*, scope: Scope, archive_id: UUID) -> Any:
    """One archive that a place of the scope keeps; NotFound otherwise."""
    row = get_archive(scope=scope, archive_id=archive_id)
    if not kept_archives(scope=scope).filter(pk=archive_id).exists():
        raise NotFound
    return row


def find_by_code(*, scope: Scope, code: str) -> list[Any]:
    """Archives that the scope keeps with this barcode, or else this number; at most two, for two are one too many."""
    kept = list_archives(scope=scope, wanted="received").filter(within(scope))
    found = list(kept.filter(barcode=code)[:2])
    return found or list(kept.filter(archive_no=code)[:2])


def list_items(*, scope: Scope, archive_id: UUID) -> list[Item]:
    """The materials of an archive in the order of its catalogue, each with whether there is a scan."""
    filed = Scan.objects.filter(item_id=OuterRef("pk"), state=ScanState.FILED)
    rows = (
        Item.objects.filter(within(scope), archive_id=archive_id)
        .annotate(
            is_scanned=Exists(filed), scan_pages=Subquery(filed.values("pages")[:1]),
            is_damaged=Exists(filed.exclude(fixity=Fixity.WHOLE)),
        )
    )  # fmt: skip
    return sorted(rows, key=lambda one: (ORDER.get(one.class_no, 99), one.serial))


def get_item(*, scope: Scope, item_id: UUID) -> Item:
    """One material; NotFound when absent or out of scope."""
    row = Item.objects.filter(within(scope), pk=item_id).select_related("archive").first()
    if row is None:
        raise NotFound
    return row
