"""A visit of condolence is noted; it settles the community's item."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.bereavement import errors, events
from yinqiao.areas.bereavement.models import Condolence, Item
from yinqiao.areas.bereavement.queries import find_file
from yinqiao.areas.bereavement.rules import DONE, MOST_MONEY_FEN, VISIT
from yinqiao.areas.bereavement.services.settling import settle_row
from yinqiao.areas.bereavement.types import FileState, ItemState, NewCondolence
from yinqiao.areas.intake.services import tell_people
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def note_condolence(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewCondolence) -> UUID:
    """Note who went to the family, on which day and with what; returns the visit's id.

    NotFound out of scope; Conflict `bereavement.not_dead`; Invalid for a day before the death or after today, nobody
    who went, or a sum out of bounds.
    """
    with perform(actor=actor, action="bereavement.note_condolence", at=at) as act:
        file = find_file(scope=actor.scope, retiree_id=retiree_id)
        if file is None or file.state == FileState.WITHDRAWN:
            raise errors.not_dead()
        if not file.died_on <= new.visited_on <= act.stamp.occurred_on:
            raise errors.day_not_possible()
        if not new.visitors.strip():
            raise errors.visitors_missing()
        if not 0 <= new.money_fen <= MOST_MONEY_FEN:
            raise errors.money_not_possible()
        made = Condolence.objects.create(
            file_id=file.pk, retiree_id=file.retiree_id, visited_on=new.visited_on, visitors=new.visitors.strip()[:60],
            money_fen=new.money_fen, gift=new.gift.strip()[:60], recorded_at=at, author_name=actor.name[:64],
            author_unit=actor.unit[:120],
        )  # fmt: skip
        act.about("retiree", file.retiree_id)
        act.note(condolence=str(made.pk))
        tell_people(act=act, kind=events.CONDOLED, people=[file.retiree_id])
        waiting = Item.objects.select_for_update().filter(file_id=file.pk, code=VISIT, state=ItemState.OPEN)
        for row in waiting:
            settle_row(act, row, DONE)
    return made.pk
