"""What human resources tell of a relation: the case that waits for them goes on, ends, or is refused on their ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yinqiao.areas.applications.services import move_by_office
from yinqiao.areas.applications.types import MoveEnd, OfficeMove
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.areas.pension_relation.types import PERIODS_ITEM, TRANSFER_ITEM, Matter, Progress
from yinqiao.platform.acts import Act

_OFFICE = "human_resources"
_REASONS = {MoveEnd.ALREADY: Reason.SAME_VALUE, MoveEnd.NONE: Reason.NO_CASE}


def apply_told(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Move the cases of these people; of whom nothing waits, nothing is kept: `NO_CASE`."""
    ends = move_by_office(act=act, office=_OFFICE, moves={one.retiree_id: _move(one) for one in items})
    return {who: _REASONS[end] for who, (end, _) in ends.items() if end in _REASONS}


def _move(one: Item) -> OfficeMove:
    told = one.data
    is_refusal = told.progress is Progress.REFUSED
    return OfficeMove(
        item=TRANSFER_ITEM if told.matter is Matter.TRANSFER else PERIODS_ITEM, who=one.source.label,
        words=f"{told.done_on:%Y-%m-%d} {told.progress.label}，{told.document}", number=told.case,
        step="" if is_refusal else told.progress.value, ground=told.ground.value if is_refusal else "",
    )  # fmt: skip
