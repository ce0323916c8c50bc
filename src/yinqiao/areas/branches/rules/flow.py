"""The flow of one organisation, whose its next step is, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from yinqiao.areas.branches.rules.data import paths, waiting_days
from yinqiao.areas.branches.types import Deed, Path, Side, Stand, State, Step
from yinqiao.areas.organisations.types import DivisionKind

ENTERPRISE_ROLES = ("enterprise_officer", "enterprise_admin")
RECEIVER_ROLES = ("community_officer", "street_officer", "district_manager", "city_manager")
PARTIES = (*ENTERPRISE_ROLES, *RECEIVER_ROLES)
# Where there is a party committee or branch that can take one over; the agency's desk has none.
RECEIVING_KINDS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET, DivisionKind.COMMUNITY})

_S, _D = State, Deed
# Guards, screens and tests read this table. Where a STEP leads the step itself says, as far as the table lets it.
FLOW: Mapping[State, Mapping[Deed, frozenset[State]]] = {
    _S.LISTED: {
        _D.CHANGE: frozenset({_S.LISTED}),
        _D.DROP: frozenset({_S.DROPPED}),
        _D.OFFER: frozenset({_S.OFFERED}),
    },
    _S.DROPPED: {_D.RESTORE: frozenset({_S.LISTED})},
    _S.OFFERED: {
        _D.WITHDRAW: frozenset({_S.LISTED}),
        _D.RETURN: frozenset({_S.RETURNED}),
        _D.STEP: frozenset({_S.UNDER_WAY}),
    },
    _S.UNDER_WAY: {
        _D.WITHDRAW: frozenset({_S.LISTED}),
        _D.RETURN: frozenset({_S.RETURNED}),
        _D.STEP: frozenset({_S.UNDER_WAY, _S.RECEIVED, _S.SETTLED, _S.KEPT}),
    },
    _S.RECEIVED: {_D.STEP: frozenset({_S.RECEIVED, _S.SETTLED})},
    _S.SETTLED: {},
    _S.KEPT: {_D.OFFER: frozenset({_S.OFFERED})},
    _S.RETURNED: {
        _D.CHANGE: frozenset({_S.RETURNED}),
        _D.WITHDRAW: frozenset({_S.LISTED}),
        _D.OFFER: frozenset({_S.OFFERED}),
    },
}
# Whose each deed is; a step says itself whose it is.
_OF_PLACE = frozenset({_D.RETURN})


def next_state(state: State, deed: Deed, step: Step | None = None) -> State | None:
    """Where a deed leads an organisation, or None when the flow does not allow it; a STEP leads where the step says.

    Example: under_way, step, the receiving committee's signature → received.
    """
    reached = FLOW[state].get(deed, frozenset())
    if deed is Deed.STEP:
        return step.leads_to if step and step.leads_to in reached else None
    return next(iter(reached), None)


def states_before(deed: Deed) -> tuple[State, ...]:
    """The states from which a deed is allowed."""
    return tuple(state for state, deeds in FLOW.items() if deed in deeds)


def side_of_deed(deed: Deed) -> Side:
    """Whose a deed is that is no step."""
    return Side.PLACE if deed in _OF_PLACE else Side.ENTERPRISE


def side_of(role: str) -> Side | None:
    """The side for which a role acts; None for who has no part."""
    if role in ENTERPRISE_ROLES:
        return Side.ENTERPRISE
    return Side.PLACE if role in RECEIVER_ROLES else None


def steps_of(path: Path) -> tuple[Step, ...]:
    """The steps of a path in order."""
    return paths()[path]


def step_named(path: Path | None, code: str) -> Step | None:
    """The step of that code, or None when the path has none."""
    return next((one for one in steps_of(path) if one.code == code), None) if path else None


def step_after(path: Path, code: str) -> Step | None:
    """The step that follows the one of that code; None after the last."""
    steps = steps_of(path)
    at = [one.code for one in steps].index(code) + 1
    return steps[at] if at < len(steps) else None


_ENTERPRISES_TURN = (State.LISTED, State.RETURNED, State.KEPT)


def owed_by(stand: Stand) -> Side | None:
    """Who has the next step; None when nothing is left to do."""
    if stand.state in _ENTERPRISES_TURN:
        return Side.ENTERPRISE
    step = step_named(stand.path, stand.next_step)
    return step.side if step and stand.state not in (State.SETTLED, State.DROPPED) else None


_WORDS = {
    State.LISTED: "选择移交方式和接收单位，提交移交",
    State.RETURNED: "按退回原因改正后重新提交，或收回",
    State.KEPT: "到商定日期重新选择移交方式",
}


def next_words(stand: Stand) -> str:
    """The next step in words; empty when nothing is left to do."""
    if stand.state in _WORDS:
        return _WORDS[stand.state]
    step = step_named(stand.path, stand.next_step)
    return step.label if step else ""


def due_on(stand: Stand, today: date, kept_until: date | None) -> date | None:
    """By when the next step is due if the organisation came to stand so today; None when nothing is left to do.

    Example: signed for on 1 March, the name is due in 30 days → 31 March. What is kept is due on the day agreed upon.
    """
    if stand.state is State.KEPT:
        return kept_until
    if stand.state in (State.LISTED, State.RETURNED):
        return today + timedelta(days=waiting_days(stand.state))
    step = step_named(stand.path, stand.next_step)
    return today + timedelta(days=step.days) if step and owed_by(stand) else None
