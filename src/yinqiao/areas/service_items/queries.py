"""Reads of items: those that hold, what the city draws up and published, what a draft changes. No person is in any of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.applications.queries import item_versions as served
from yinqiao.areas.applications.queries import read_item
from yinqiao.areas.applications.types import OFFICE_OF_ROLE, Fault, Item
from yinqiao.areas.service_items import errors
from yinqiao.areas.service_items.models import ItemDraft
from yinqiao.areas.service_items.rules import text_of, troubles_of
from yinqiao.areas.service_items.types import OPEN, ItemRow, Origin, Serving, Trouble, VersionRow, VersionState
from yinqiao.platform.access.types import Scope


def published_texts() -> tuple[tuple[str, str], ...]:
    """Every published version, how it is called and its text; for every process of ours."""
    rows = ItemDraft.objects.filter(state=VersionState.PUBLISHED).order_by("code", "version")
    return tuple((called(one), one.text) for one in rows)


def called(row: ItemDraft) -> str:
    """A published version by its name: what is wrong with it is told so."""
    return f"本市拟定的“{row.title}”第 {row.version} 版"


def _reads(scope: Scope) -> bool:
    """Items say nothing of anybody: offices of places read them whole, enterprises and people by what they offer."""
    return not (scope.is_empty or scope.is_enterprise or scope.is_sandbox)


def list_drafts(*, scope: Scope, code: str = "", states: Sequence[str] = ()) -> QuerySet[ItemDraft]:
    """What the city drew up, the newest first; of one item, or in some states."""
    found = ItemDraft.objects.all() if _reads(scope) else ItemDraft.objects.none()
    found = found.filter(code=code) if code else found
    return (found.filter(state__in=states) if states else found).order_by("-drafted_at", "-id")


def get_draft(*, scope: Scope, version_id: UUID) -> ItemDraft:
    """One version; NotFound when absent or for who serves no place."""
    found = list_drafts(scope=scope).filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    return found


def item_of(row: ItemDraft) -> tuple[Item | None, list[Fault]]:
    """What a version says, by the validator of item files; of a draft as if it were the next version from today on."""
    if row.text and row.state in (VersionState.PROPOSED, VersionState.PUBLISHED):
        return read_item(row.text, called(row))
    return read_item(draft_text(row), row.title)


def draft_text(row: ItemDraft) -> str:
    """The file of a draft, as if it were a version from the day on which it was begun; proposing sets both anew."""
    return text_of({**row.content, "version": row.version or 1, "valid_from": f"{row.drafted_at:%Y-%m-%d}"})


def troubles(row: ItemDraft) -> list[Trouble]:
    """What is wrong with a draft, each where it was typed."""
    return troubles_of(item_of(row)[1])


def known_versions(code: str) -> list[Item]:
    """Every version of an item: those that are served from files, and those that the city published by now."""
    rows = ItemDraft.objects.filter(state=VersionState.PUBLISHED, code=code)
    city = {item.version: item for one in rows if (item := item_of(one)[0]) is not None}
    files = {one.version: one for one in served() if one.code == code}
    return sorted((files | city).values(), key=lambda one: one.version)


def version_on(code: str, day: date) -> Item | None:
    """The version by which one applies on a day, closed or not."""
    return _best([one for one in known_versions(code) if one.is_in_force(day)])


def _best(items: Sequence[Item]) -> Item | None:
    return max(items, key=lambda one: one.version, default=None)


def base_of(row: ItemDraft, today: date) -> Item | None:
    """The version whose place this one takes: that of the eve of its day, of a draft that of today."""
    before = [one for one in known_versions(row.code) if row.version is None or one.version < row.version]
    day = row.valid_from or today
    return _best([one for one in before if one.is_in_force(day)]) or _best(before)


def list_items(*, scope: Scope, today: date) -> list[ItemRow]:
    """Every item that there is or that is being drawn up, by its name; none for who serves no place."""
    if not _reads(scope):
        return []
    city = set(ItemDraft.objects.filter(state=VersionState.PUBLISHED).values_list("code", "version"))
    ahead = Q(state=VersionState.PUBLISHED, valid_from__gt=today)
    pending = {one.code: one for one in ItemDraft.objects.filter(Q(state__in=[one.value for one in OPEN]) | ahead)}
    versions: dict[str, list[Item]] = {}
    for one in served():
        versions.setdefault(one.code, []).append(one)
    found = []
    for code, items in sorted(versions.items()):
        now = _best([one for one in items if one.is_in_force(today)])
        shown = now or max(items, key=lambda one: one.version)
        waiting = pending.get(code)
        found.append(
            ItemRow(
                code, shown.title, shown.basis, OFFICE_OF_ROLE[shown.step[-1].role], shown.days, shown.version,
                shown.valid_from, Origin.CITY if (code, shown.version) in city else Origin.FILE,
                _serving(now, shown, today), VersionState(waiting.state).label if waiting else "",
            )
        )  # fmt: skip
    return found + [_unserved(one) for code, one in sorted(pending.items()) if code not in versions]


def _unserved(row: ItemDraft) -> ItemRow:
    """An item that is being drawn up and has no version yet that this process has read."""
    return ItemRow(
        row.code, row.title, str(row.content.get("basis", "")), "—", 0, 0, row.valid_from or row.drafted_at.date(),
        Origin.CITY, Serving.COMING, VersionState(row.state).label,
    )  # fmt: skip


def _serving(now: Item | None, shown: Item, today: date) -> Serving:
    if now is not None:
        return Serving.CLOSED if now.closed else Serving.OPEN
    return Serving.COMING if shown.valid_from > today else Serving.OVER


def list_versions(*, scope: Scope, code: str, today: date) -> list[VersionRow]:
    """The versions of an item that serve or will, the newest first, with where each comes from."""
    if not _reads(scope):
        return []
    city = set(ItemDraft.objects.filter(state=VersionState.PUBLISHED, code=code).values_list("version", flat=True))
    now = version_on(code, today)
    return [
        VersionRow(
            one.version, one.valid_from, Origin.CITY if one.version in city else Origin.FILE, one.closed,
            now is not None and one.version == now.version,
        )
        for one in reversed(known_versions(code))
    ]  # fmt: skip
