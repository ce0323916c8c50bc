"""Who holds the volumes of many people at once, and which of them no place of the city holds yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yinqiao.areas.archives.models import Archive, Custody
from yinqiao.areas.archives.types import HeldVolume
from yinqiao.areas.organisations.queries import enterprise_names, holder_words
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.platform.access.types import Scope


def list_held(*, scope: Scope, retiree_ids: Sequence[UUID]) -> list[HeldVolume]:
    """The volumes of people in scope with their holders now, by number."""
    people = people_within(scope=scope).filter(pk__in=retiree_ids).values("pk")
    held = Custody.objects.filter(until__isnull=True, archive__retiree_id__in=people).select_related("archive")
    rows: list[Any] = list(held.order_by("archive__archive_no"))
    names = enterprise_names({one.holder_enterprise_id for one in rows if one.holder_enterprise_id})
    return [
        HeldVolume(
            one.archive.retiree_id, one.archive.archive_no, one.archive.box_no, one.archive.items, one.archive.pages,
            holder_words(one, names), one.since,
        )
        for one in rows
    ]  # fmt: skip


def volumes_away() -> QuerySet[Archive]:
    """Volumes that no place of the city holds, for a read of a higher room to narrow to people of its scope."""
    here = Custody.objects.filter(archive_id=OuterRef("pk"), until__isnull=True, holder_place_no__isnull=False)
    return Archive.objects.filter(~Exists(here), retiree_id__isnull=False)


def list_own_archives(*, scope: Scope) -> list[Archive]:
    """The volumes of the one person whom a scope reaches, by number; none in any other scope."""
    if scope.person is None:
        return []
    return list(Archive.objects.filter(retiree_id=scope.person).order_by("archive_no"))


def list_archives_of(*, scope: Scope, retiree_id: UUID) -> list[Archive]:
    """The volumes of one person in scope, by number, wherever they are; NotFound for somebody out of scope."""
    return list(Archive.objects.filter(retiree_id=find_row(scope, retiree_id).pk).order_by("archive_no"))
