"""The flow of a case as one table, and who may do what at which step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yinqiao.areas.applications.types import PLACES, Act, CaseState, Item

# To whom a late case rises, and after the working days of which parameter.
LEADERS = MappingProxyType({"street_officer": "street_days", "district_manager": "district_days"})
_S = CaseState
FLOW: Mapping[CaseState, Mapping[Act, CaseState]] = MappingProxyType({
    _S.APPLIED: {
        Act.ACCEPT: _S.HANDLING, Act.DECIDE: _S.DONE, Act.ASK: _S.ASKED, Act.REFUSE: _S.NOT_TAKEN,
        Act.WITHDRAW: _S.WITHDRAWN, Act.END: _S.ENDED,
    },
    _S.ASKED: {Act.SUPPLY: _S.APPLIED, Act.WITHDRAW: _S.WITHDRAWN, Act.END: _S.ENDED},
    _S.HANDLING: {
        Act.PASS_ON: _S.HANDLING, Act.SEND_BACK: _S.HANDLING, Act.ASK: _S.ASKED, Act.REFUSE: _S.REFUSED,
        Act.DECIDE: _S.DONE, Act.WITHDRAW: _S.WITHDRAWN, Act.END: _S.ENDED,
    },
    _S.DONE: {}, _S.REFUSED: {}, _S.NOT_TAKEN: {}, _S.WITHDRAWN: {},
    _S.ENDED: {Act.GO_ON: _S.APPLIED},
})  # fmt: skip
# Acts of whose step it is; whoever serves the person brings what was missing, or takes the application back.
_OF_STEP = frozenset({Act.ACCEPT, Act.PASS_ON, Act.SEND_BACK, Act.ASK, Act.REFUSE, Act.DECIDE})
# What follows from a death and from its withdrawal is done by nobody.
BY_MACHINE = frozenset({Act.END, Act.GO_ON})


def next_state(state: CaseState, act: Act, step: int) -> CaseState | None:
    """The state after an act, None where the flow forbids it: what was missing, or a death taken back, leads to where
    the case stood, which is before acceptance at the first step alone.
    """
    found = FLOW[state].get(act)
    if found is CaseState.APPLIED and step > 0:
        return CaseState.HANDLING
    return found


def _of_step(act: Act, item: Item, step: int) -> bool:
    """Whether the item lets this step do it: going on depends on the place of the step, the rest on its file."""
    last = step == len(item.step) - 1
    if act is Act.DECIDE:
        return last
    if act is Act.ACCEPT:
        return step == 0 and not last
    if act is Act.PASS_ON:
        return step > 0 and not last
    if act is Act.SEND_BACK:
        return step > 1 and act.value in item.step[step].may
    return act.value in item.step[step].may


def may_do(act: Act, state: CaseState, item: Item, step: int) -> bool:
    """Whether flow and item allow an act, whoever does it."""
    if next_state(state, act, step) is None:
        return False
    return act not in _OF_STEP or _of_step(act, item, step)


def offered(role: str, state: CaseState, item: Item, step: int) -> tuple[Act, ...]:
    """What somebody of a role may do now, in the order of the list of acts."""
    if role not in PLACES:
        return ()
    return tuple(
        act for act in Act
        if act not in BY_MACHINE and may_do(act, state, item, step) and (act not in _OF_STEP or role == item.step[step].role)
    )  # fmt: skip
