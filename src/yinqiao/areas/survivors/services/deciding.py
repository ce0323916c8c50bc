"""What human resources tell of a death benefit: paid with both sums and the day, or refused on a ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yinqiao.areas.applications.services import move_by_office
from yinqiao.areas.applications.types import MoveEnd, OfficeMove
from yinqiao.areas.intake.types import Item, Reason
from yinqiao.areas.survivors.types import ITEM, Outcome
from yinqiao.platform.acts import Act

_OFFICE = "human_resources"
_REASONS = {MoveEnd.ALREADY: Reason.SAME_VALUE, MoveEnd.NONE: Reason.NO_CASE}


def apply_decisions(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Decide the cases of these people; of whom nothing waits, nothing is kept: `NO_CASE`."""
    ends = move_by_office(act=act, office=_OFFICE, moves={one.retiree_id: _move(one) for one in items})
    return {who: _REASONS[end] for who, (end, _) in ends.items() if end in _REASONS}


def _move(one: Item) -> OfficeMove:
    told = one.data
    if told.outcome is Outcome.REFUSED:
        words, ground = f"{told.decided_on:%Y-%m-%d} 决定，{told.document}", told.ground.value
    else:
        words = f"{told.decided_on:%Y-%m-%d} 核定丧葬补助金 {told.funeral} 元、抚恤金 {told.lump_sum} 元，{told.pay_on:%Y-%m-%d} 发放，{told.document}"
        ground = ""
    return OfficeMove(item=ITEM, who=one.source.label, words=words, number=told.case, ground=ground)
