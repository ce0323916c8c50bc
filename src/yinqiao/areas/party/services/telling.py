"""What the organisation department tells of members: nothing is written to membership, the party organisation is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from yinqiao.areas.intake.types import Item, Reason
from yinqiao.areas.party import events
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act


def tell_changes(*, act: Act, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """Tell each change; what follows is the turn of whoever is responsible for the member."""
    _emit(act, events.CHANGE_TOLD, items)
    return {}


def take_back_change(*, act: Act, item: Item) -> bool:
    """The office takes one back: whose turn it was is told so."""
    _emit(act, events.CHANGE_TAKEN_BACK, [item])
    return True


def _emit(act: Act, kind: EventType, items: Sequence[Item]) -> None:
    told = {one.retiree_id: one.data for one in items}
    rows = people_within(scope=Scope.everything()).filter(pk__in=told).order_by("pk")
    act.emit(
        kind,
        [
            subject(row, change=told[row.pk].change.value, since=told[row.pk].since.isoformat(), told=told[row.pk].told)
            for row in rows
        ],
    )
