"""What somebody reads of the own archive: where it is, what is in it as far as the rules allow, who looked, what was given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.archives.queries import find_holdings, list_own_archives
from yinqiao.areas.archives.types import ArchiveState
from yinqiao.areas.digitised.models import Extract, ExtractPage, Item, Lookup
from yinqiao.areas.digitised.queries.archives import ORDER
from yinqiao.areas.digitised.queries.batches import rule
from yinqiao.areas.digitised.queries.readings import purposes_on
from yinqiao.areas.digitised.rules import may_show
from yinqiao.areas.digitised.types import Audience, ExtractState, OwnArchive, ScanState
from yinqiao.kernel.archive_classes import class_label
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def look_at_own(*, scope: Scope, today: date) -> list[OwnArchive]:
    """The own archives. Materials of closed classes, what is classified and look-ups that law keeps secret are not there."""
    if scope.person is None:
        return []
    holders = {one.archive_no: one.holder for one in find_holdings(scope=scope, retiree_id=scope.person)}
    closed = rule("closed_classes", today)
    titles = purposes_on(day=today)
    told = []
    for archive in list_own_archives(scope=scope):
        found = Item.objects.filter(archive_id=archive.pk, is_classified=False)
        items = [one for one in found if may_show(closed, one.class_no, Audience.PERSON)]
        items.sort(key=lambda one: (ORDER.get(one.class_no, 99), one.serial))
        lookups = Lookup.objects.filter(archive_id=archive.pk, is_secret=False, second_at__isnull=False)
        asked = Extract.objects.filter(archive_id=archive.pk, state=ExtractState.ASKED).exists()
        told.append(
            OwnArchive(
                archive.pk, archive.archive_no, holders.get(archive.archive_no, ""),
                tuple((class_label(one.class_no), one.title or f"第{one.serial}份", one.pages) for one in items),
                tuple((one.second_at or one.asked_at, one.first_unit, titles[one.purpose].title) for one in lookups.order_by("-second_at")),
                asked, archive.state == ArchiveState.RECEIVED and not asked,
            )
        )  # fmt: skip
    return told


def get_own_archive(*, scope: Scope, archive_id: UUID) -> Any:
    """One archive of one's own that an office keeps; NotFound for every other."""
    for archive in list_own_archives(scope=scope):
        if archive.pk == archive_id and archive.state == ArchiveState.RECEIVED:
            return archive
    raise NotFound


def list_own_extracts(*, scope: Scope, at: datetime) -> list[tuple[Extract, list[tuple[int, UUID]]]]:
    """What was asked of the own archive, the newest first; the pages of those that can be seen now."""
    if scope.person is None:
        return []
    rows = Extract.objects.filter(retiree_id=scope.person).select_related("archive").order_by("-asked_at")
    told = []
    for one in rows:
        is_open = one.state == ExtractState.GRANTED and one.until is not None and one.until > at
        pages = one.pages.filter(scan__state=ScanState.FILED).order_by("scan_id", "page_no") if is_open else ()
        told.append((one, [(no, page.pk) for no, page in enumerate(pages, start=1)]))
    return told


def get_own_page(*, scope: Scope, page_id: UUID, at: datetime) -> ExtractPage:
    """A page that was given to the person and can still be seen; NotFound otherwise."""
    if scope.person is None:
        raise NotFound
    found = ExtractPage.objects.filter(
        pk=page_id, extract__retiree_id=scope.person, extract__state=ExtractState.GRANTED, extract__until__gt=at,
        scan__state=ScanState.FILED,
    ).select_related("extract", "scan").first()  # fmt: skip
    if found is None:
        raise NotFound
    return found
