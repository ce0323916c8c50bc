"""Whose turn it is says with a code what came of an item, and may take that back; the last one settles the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from yinqiao.areas.bereavement import errors, events
from yinqiao.areas.bereavement.models import File, Item
from yinqiao.areas.bereavement.queries import get_turn
from yinqiao.areas.bereavement.rules import CORRECTED, DONE, FLOW, kinds, outcomes_of
from yinqiao.areas.bereavement.types import FileState, ItemState, Owner
from yinqiao.areas.intake.services import tell_people
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

_LEADS = {DONE: ItemState.DONE, CORRECTED: ItemState.CORRECTED}


def settle_item(*, actor: Actor, at: datetime, item_id: UUID, outcome: str) -> None:
    """Say what came of an item: done, not needed with a reason, or corrected once the death was taken back.

    NotFound for another one's turn; Conflict `bereavement.settled_already`; Invalid `bereavement.outcome_missing`.
    """
    with perform(actor=actor, action="bereavement.settle_item", at=at) as act:
        row = _lock(act, item_id)
        if not FLOW[ItemState(row.state)] & {"settle", "correct"}:
            raise errors.settled_already()
        if outcome not in {code for code, _ in outcomes_of(kinds()[row.code], row.state)}:
            raise errors.outcome_missing()
        settle_row(act, row, outcome)


def settle_row(act: Act, row: Item, outcome: str) -> None:
    """Write an outcome that was checked, tell it, and settle the file with its last item."""
    row.state, row.outcome, row.settled_at = _LEADS.get(outcome, ItemState.NOT_NEEDED).value, outcome, act.at
    row.settled_name, row.settled_unit = act.actor.name[:64], act.actor.unit[:120]
    _save(act, row, events.ITEM_SETTLED)
    _settle_file(act, row)


def reopen_item(*, actor: Actor, at: datetime, item_id: UUID) -> None:
    """It was settled by mistake: it waits again, with the same day. Conflict `bereavement.not_settled`."""
    with perform(actor=actor, action="bereavement.reopen_item", at=at) as act:
        row = _lock(act, item_id)
        if "reopen" not in FLOW[ItemState(row.state)]:
            raise errors.not_settled()
        with _file_of(row) as file:
            if file.state == FileState.WITHDRAWN:
                raise errors.not_settled()
            file.state, file.closed_on = FileState.OPEN.value, None
            file.save(update_fields=["state", "closed_on"])
        row.state, row.outcome, row.settled_at = ItemState.OPEN.value, "", None
        row.settled_name, row.settled_unit = "", ""
        _save(act, row, events.ITEM_REOPENED)


def _lock(act: Act, item_id: UUID) -> Item:
    found = get_turn(actor=act.actor, scope=act.actor.scope, item_id=item_id)
    row = Item.objects.select_for_update().get(pk=found.pk)
    act.about("retiree", row.retiree_id)
    act.note(item=str(row.pk), kind=row.code)
    return row


def _save(act: Act, row: Item, kind: EventType) -> None:
    row.save(update_fields=["state", "outcome", "settled_at", "settled_name", "settled_unit"])
    act.note(outcome=row.outcome)
    if row.owner != Owner.PARTY:
        told = {"kind": row.code, "outcome": row.outcome}
        act.emit(kind, [Subject(row.retiree_id, row.enterprise_id, row.place_no, data=told)])


@contextmanager
def _file_of(row: Item) -> Iterator[File]:
    """The file, locked: it is the community's, and whoever settles the last item may not see it."""
    with widened("bereavement.settle_file"):
        yield File.objects.select_for_update().get(pk=row.file_id)


def _settle_file(act: Act, row: Item) -> None:
    """The last item settles the file. A party organisation's holds nothing up: nobody else knows of it."""
    with _file_of(row) as file:
        left = Item.objects.filter(file_id=file.pk, state=ItemState.OPEN).exclude(owner=Owner.PARTY)
        if file.state != FileState.OPEN or left.exists():
            return
        file.state, file.closed_on = FileState.SETTLED.value, act.stamp.occurred_on
        file.save(update_fields=["state", "closed_on"])
    tell_people(act=act, kind=events.FILE_SETTLED, people=[row.retiree_id])
