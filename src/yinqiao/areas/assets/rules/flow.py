"""Who has a part in assets, and which act follows which for a list and for an asset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yinqiao.areas.assets.rules.paths import paths
from yinqiao.areas.assets.types import (
    SERVES_PLACE,
    SETTLED,
    AssetAct,
    AssetFinding,
    AssetState,
    Delivered,
    HandoverPath,
    ListState,
    ListStep,
    Side,
    Sum,
)
from yinqiao.areas.organisations.types import DivisionKind

ENTERPRISE_ROLES = ("enterprise_officer", "enterprise_admin")
RECEIVER_ROLES = ("street_officer", "district_manager", "city_manager")
PARTIES = (*ENTERPRISE_ROLES, *RECEIVER_ROLES)
# A community sees what lies in it, and decides nothing.
VIEWERS = (*PARTIES, "community_officer")
# Where premises can be received: who manages them is an office with a budget, not a community.
RECEIVING_KINDS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET})
_A, _L = AssetState, ListState
# The flow of one asset. Guards, screens and tests read this table. A step of the path leads on (ADVANCE), the last one
# (FINISH) to where the path ends; another path begins its own steps anew, and so does what was sent back and offered again.
ASSET_FLOW: Mapping[AssetState, Mapping[AssetAct, frozenset[AssetState]]] = {
    _A.WITHDRAWN: {AssetAct.OFFER: frozenset({_A.OFFERED})},
    _A.OFFERED: {
        AssetAct.WITHDRAW: frozenset({_A.WITHDRAWN}),
        AssetAct.SURVEY: frozenset({_A.SURVEYED}),
        AssetAct.RETURN: frozenset({_A.RETURNED}),
    },
    _A.SURVEYED: {
        AssetAct.SURVEY: frozenset({_A.SURVEYED}),
        AssetAct.RETURN: frozenset({_A.RETURNED}),
        AssetAct.ADVANCE: frozenset({_A.UNDER_WAY}),
        AssetAct.CHANGE_PATH: frozenset({_A.SURVEYED}),
    },
    _A.UNDER_WAY: {
        AssetAct.RETURN: frozenset({_A.RETURNED}),
        AssetAct.ADVANCE: frozenset({_A.UNDER_WAY}),
        AssetAct.FINISH: frozenset(SETTLED),
        AssetAct.CHANGE_PATH: frozenset({_A.SURVEYED}),
    },
    _A.RETURNED: {AssetAct.OFFER: frozenset({_A.OFFERED})},
    **{state: {} for state in SETTLED},
}
# The flow of a list: the first survey or return of one of its assets ends the time in which it can be taken back.
LIST_FLOW: Mapping[ListState, Mapping[ListStep, ListState]] = {
    _L.SENDING: {ListStep.SEND: _L.SENDING, ListStep.OFFER: _L.OFFERED},
    _L.OFFERED: {ListStep.TAKE_BACK: _L.TAKEN_BACK},
    _L.TAKEN_BACK: {},
}


def next_asset_state(state: AssetState, act: AssetAct, path: HandoverPath | None = None) -> AssetState | None:
    """Where an act leads an asset, or None when the flow does not allow it. The end of `path` decides a FINISH.

    Example: under_way, finish, lease → leased.
    """
    reached = ASSET_FLOW[state].get(act)
    if reached is None:
        return None
    if act is AssetAct.FINISH:
        return paths()[path].leads_to if path else None
    return next(iter(reached))


def next_list_state(state: ListState, step: ListStep) -> ListState | None:
    """Where `step` leads a list, or None when the flow does not allow it."""
    return LIST_FLOW[state].get(step)


def side_of(role: str) -> Side | None:
    """The side for which a role acts; None for who only looks."""
    if role in ENTERPRISE_ROLES:
        return Side.ENTERPRISE
    return Side.PLACE if role in RECEIVER_ROLES else None


def standing_finding(state: AssetState) -> AssetFinding | None:
    """What is wrong with a row whose asset is known in this state; None when it may be offered.

    Example: handed_over → `assets.settled`; returned → None.
    """
    if state in SETTLED:
        return AssetFinding.SETTLED
    return None if next_asset_state(state, AssetAct.OFFER) else AssetFinding.ON_OFFER


def sum_up(by_state: Iterable[tuple[AssetState, Sum]]) -> Delivered:
    """What became of assets by their states; what was withdrawn was never sent.

    Example: 100 m² handed over, 40 m² returned → sent 140, received 100, open 40.
    """
    whole = Delivered()
    for state, part in by_state:
        if state is AssetState.WITHDRAWN:
            continue
        to = "received" if state in SERVES_PLACE else "left" if state is AssetState.STAYED else "open"
        parts = {name: getattr(whole, name) for name in ("sent", "received", "left", "open")}
        parts |= {"sent": whole.sent.plus(part), to: parts[to].plus(part)}
        whole = Delivered(**parts)
    return whole
