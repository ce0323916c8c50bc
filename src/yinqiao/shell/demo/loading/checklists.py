"""The checklists of the demo city's agreements: the further an agreement, the more of it is ready."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from yinqiao.areas.agreements.types import Side
from yinqiao.areas.checklists import services as checklists
from yinqiao.areas.checklists.queries import items, load_items
from yinqiao.areas.checklists.types import Evidence, SeenItem
from yinqiao.platform.access import Actor, acting

# State of an agreement → of so many items in a hundred both sides say that they are ready.
_SHARES = {"agreed": 20, "signed": 55, "filed": 85, "closed": 100, "ended": 40}
# What was reported and waits for the answer.
_REPORTED = 2
_WORDS = "已完成，材料已送对方核对（演示）。"


def prepare_items(*, agreement_id: UUID, state: str, sides: Mapping[Side, Actor], at: datetime, scan: bytes) -> None:
    """Report and confirm the first items of an agreement's checklist; two more wait for an answer."""
    if state not in _SHARES:
        return
    with acting(sides[Side.PLACE]):
        found = load_items(scope=sides[Side.PLACE].scope, agreement_id=agreement_id)
    ready = len(found) * _SHARES[state] // 100
    for at_place, item in enumerate(found[: ready + _REPORTED]):
        spec = items()[item.code]
        paper = (io.BytesIO(scan), "附件（演示）.pdf") if spec.needs_file else (None, "")
        checklists.report_item(actor=sides[spec.side], at=at, seen=item.seen, evidence=Evidence(_WORDS, *paper))
        if at_place < ready:
            seen = SeenItem(item.pk, item.lock_version + 1)
            checklists.confirm_item(actor=sides[spec.side.other], at=at, seen=seen)
