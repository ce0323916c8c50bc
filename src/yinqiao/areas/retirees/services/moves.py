"""Records that a person moved to another community of the city. The old one holds the person until the new accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.guard import require_past, subject
from yinqiao.areas.retirees.rules import ACTS, read_values
from yinqiao.areas.retirees.services.facts import change_facts
from yinqiao.areas.retirees.services.guard import lock_person, save_person, with_sources
from yinqiao.areas.retirees.types import Move, ToldMove
from yinqiao.platform.access import Actor, widened
from yinqiao.platform.acts import Act, perform

_TARGETS = {DivisionKind.COMMUNITY, DivisionKind.DESK}


def record_move(*, actor: Actor, at: datetime, retiree_id: UUID, move: Move) -> None:
    """Record a move: the new address stands at once, the event MOVE_RECORDED offers the person to the new community.

    `move.place_no` is a community of the city, or the desk for people who live outside it. Refuses the community that
    holds the person already (then only the address is corrected), an unknown place, a missing address, a day in the
    future, and a version that is not the present one.
    """
    with perform(actor=actor, action="retirees.record_move", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=ACTS["record_move"], lock_version=move.lock_version)
        require_past(move.moved_on, row, act.stamp.occurred_on, "moved_on")
        place = organisations.places().by_no.get(move.place_no)
        if place is None or place.kind not in _TARGETS:
            raise errors.unknown_place()
        if place.place_no == row.place_no:
            raise errors.same_place()
        typed = {"address": move.address, "building": move.building}
        told = read_values(typed, today=act.stamp.occurred_on)
        if "address" not in told:
            raise errors.missing_text("address", "请填写新的常住地址。")
        # A building belongs to the old address: without a new one it is unknown, not unchanged.
        change_facts(row, {name: told.get(name) for name in typed})
        sources = with_sources(row, list(typed), move.source, move.moved_on)
        save_person(row, {"facts_digest": row.facts_digest, "sources": sources})
        # What reacts writes an offer to the new community, which lies outside the officer's scope.
        with widened("retirees.record_move"):
            record_moves(act=act, moves=[ToldMove(row.pk, move.moved_on, place.place_no, move.source)])
        act.note(to_place=place.place_no, moved_on=move.moved_on.isoformat(), source=move.source.value)


def record_moves(*, act: Act, moves: Sequence[ToldMove]) -> None:
    """Tell that people moved to other places, each of which is offered the person; their new addresses stand already."""
    rows = {row.pk: row for row in Retiree.objects.filter(pk__in=[one.retiree_id for one in moves])}
    told = [
        subject(rows[one.retiree_id], to_place=one.place_no, moved_on=one.moved_on.isoformat(), source=one.source.value)
        for one in moves
    ]
    act.emit(events.MOVE_RECORDED, told)
