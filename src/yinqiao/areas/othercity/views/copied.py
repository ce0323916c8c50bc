"""What a copy of somebody's data says of other cities: where the person was read to live, transfers to and from them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.othercity.queries import find_residence, list_person_arrivals, list_person_transfers
from yinqiao.areas.othercity.rules import city_label, reason_words
from yinqiao.areas.othercity.types import ArrivalState, ResidenceHow, Side, TransferState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told

_SIDES = {Side.OUT: "移交外市", Side.IN: "自外市移入"}


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    lives = find_residence(scope=actor.scope, retiree_id=retiree_id)
    if lives is not None and lives.city:
        found.append(("居住城市", city_label(lives.city), "", ResidenceHow(lives.how).label, ""))
    moves = (
        (Side.OUT, TransferState, list_person_transfers(scope=actor.scope, retiree_id=retiree_id)),
        (Side.IN, ArrivalState, list_person_arrivals(scope=actor.scope, retiree_id=retiree_id)),
    )
    for side, states, rows in moves:
        for one in rows:
            state = states(one.state).label + (f"（{reason_words(one.reason, one.note)}）" if one.reason else "")
            package = one.package
            found.append((_SIDES[side], city_label(package.city), package.number, state, told(one.state_on)))
    return found


COPIED = CopiedPart(
    "othercity", "异地移交", ("事项", "城市", "移交包", "情况", "日期"), _rows,
    frozenset({"othercity_residence", "othercity_transfer", "othercity_arrival"}), order=30,
)  # fmt: skip
