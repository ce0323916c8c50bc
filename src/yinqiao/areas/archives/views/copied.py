"""What a copy of somebody's data says of the personnel archive."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archives.queries import find_holdings, list_held
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    volumes = {one.archive_no: one for one in list_held(scope=actor.scope, retiree_ids=[retiree_id])}
    found: list[tuple[str, ...]] = []
    for one in find_holdings(scope=actor.scope, retiree_id=retiree_id):
        volume = volumes.get(one.archive_no)
        size = f"材料{volume.items or 0}份" if volume and volume.items else ""
        since = f"{timezone.localdate(one.since):%Y-%m-%d}"
        found.append((one.archive_no, size, one.holder, since, one.state.label))
    return found


COPIED = CopiedPart(
    "archives",
    "人事档案",
    ("档号", "材料", "保管单位", "何时起", "状态"),
    _rows,
    frozenset({"archives_archive"}),
    order=20,
)
