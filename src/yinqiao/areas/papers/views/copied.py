"""What a copy of somebody's data says of papers that were printed about the person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.papers.queries import list_papers_about
from yinqiao.areas.papers.tables import title_of
from yinqiao.areas.papers.types import PaperState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for one in list_papers_about(scope=actor.scope, subject_id=retiree_id):
        state = PaperState(one.state).label + (f"（{one.void_reason}）" if one.void_reason else "")
        printed = f"{timezone.localdate(one.printed_at):%Y-%m-%d}"
        found.append((title_of(one.kind), one.number, state, one.author_unit, printed))
    return found


COPIED = CopiedPart(
    "papers", "打印的文书", ("文书", "编号", "状态", "打印单位", "日期"), _rows, frozenset({"papers_paper"}), order=70
)
