"""Rules of party relations: which step follows which, how long a letter holds, what comes next, what a finding says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.intake.types import Claim, Judged, Known, Reason, Verdict
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.party.types import (
    Due,
    MemberState,
    MemberStep,
    NextStep,
    PartyFinding,
    ReturnReason,
    RosterState,
    RosterStep,
    Standing,
)
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.kernel.periods import add_months, age_on

# How a message of the organisation department is judged.
_TOLD = "party.told@2026-01-01"
ENTERPRISE_ROLES = ("enterprise_officer", "enterprise_admin")
# A member goes to the community where the person lives, so that its officer is one of those who receive.
RECEIVER_ROLES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
PARTIES = (*ENTERPRISE_ROLES, *RECEIVER_ROLES)
# Whom the officer may name for those whose place the register does not know.
NAMED_KINDS = frozenset({DivisionKind.CITY, DivisionKind.DISTRICT, DivisionKind.STREET, DivisionKind.DESK})
# Where a person was accepted or offered: such a place receives the relation too.
HOME_KINDS = frozenset({DivisionKind.COMMUNITY, DivisionKind.DESK})
AT_HOME = (RetireeStatus.OFFERED, RetireeStatus.MANAGED)
MEMBERS = (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY_MEMBER)

_M, _S = MemberState, MemberStep
# The flow of one member. Guards, screens and tests read this table. Until received, the old organisation is responsible;
# that a letter has run out is read from its last day and today, and never stored.
MEMBER_FLOW: Mapping[MemberState, Mapping[MemberStep, MemberState]] = {
    _M.WITHDRAWN: {_S.OFFER: _M.OFFERED},
    _M.OFFERED: {_S.ISSUE: _M.LETTER_ISSUED, _S.RETURN: _M.RETURNED, _S.WITHDRAW: _M.WITHDRAWN},
    _M.LETTER_ISSUED: {
        _S.ISSUE: _M.LETTER_ISSUED,
        _S.CHECK_IN: _M.CHECKED_IN,
        _S.RETURN: _M.RETURNED,
        _S.WITHDRAW: _M.WITHDRAWN,
    },
    _M.CHECKED_IN: {_S.RECEIVE: _M.RECEIVED, _S.RETURN: _M.RETURNED},
    _M.RETURNED: {_S.ISSUE: _M.LETTER_ISSUED, _S.WITHDRAW: _M.WITHDRAWN},
    _M.RECEIVED: {},
}
_R = RosterState
ROSTER_FLOW: Mapping[RosterState, Mapping[RosterStep, RosterState]] = {
    _R.SENDING: {RosterStep.SEND: _R.SENDING, RosterStep.OFFER: _R.OFFERED},
    _R.OFFERED: {RosterStep.TAKE_BACK: _R.TAKEN_BACK},
    _R.TAKEN_BACK: {},
}
# On the way: neither back with the enterprise nor received.
OPEN_STATES = (_M.OFFERED, _M.LETTER_ISSUED, _M.CHECKED_IN, _M.RETURNED)
# The enterprise's organisation is responsible until the place has received.
HELD_BY_ENTERPRISE = frozenset(MemberState) - {_M.RECEIVED}


def next_member_state(state: MemberState, step: MemberStep) -> MemberState | None:
    """Where `step` leads a member, or None when the flow does not allow it."""
    return MEMBER_FLOW[state].get(step)


def next_roster_state(state: RosterState, step: RosterStep) -> RosterState | None:
    """Where `step` leads a roster, or None when the flow does not allow it."""
    return ROSTER_FLOW[state].get(step)


def states_before(step: MemberStep) -> tuple[MemberState, ...]:
    """The states from which `step` is allowed."""
    return tuple(state for state, steps in MEMBER_FLOW.items() if step in steps)


def standing_finding(state: MemberState) -> PartyFinding | None:
    """What is wrong with a row whose member is known in this state; None when the member may be offered.

    Example: received → `party.received`; withdrawn → None.
    """
    if state is MemberState.RECEIVED:
        return PartyFinding.RECEIVED
    return None if next_member_state(state, MemberStep.OFFER) else PartyFinding.ON_THE_WAY


def letter_valid_to(issued_on: date, parameters: Mapping[str, Any]) -> date:
    """The last day of a letter: `days` calendar days after its issue. Issued 2025-01-10, 90 days: 2025-04-10."""
    return issued_on + timedelta(days=parameters["days"])


def is_run_out(valid_to: date, today: date) -> bool:
    """Whether a letter has run out: from the day after its last one on."""
    return today > valid_to


def is_probation_over(joined_on: date, today: date, parameters: Mapping[str, Any]) -> bool:
    """Whether the probation of who joined that day lies behind: joined 2025-03-10, over from 2026-03-11 on."""
    return today > add_months(joined_on, parameters["months"])


def is_too_young(born_on: date, joined_on: date, parameters: Mapping[str, Any]) -> bool:
    """Whether somebody joined before the age at which one may: born 1952-03-12, too young on 1970-03-11."""
    return joined_on < born_on or age_on(born_on, joined_on) < parameters["years"]


def next_step(standing: Standing, today: date, parameters: Mapping[str, Any]) -> Due:
    """What has to happen next with a member and by when; derived anew each time, from state, letter and today.

    Issued 2026-03-02 and valid to 2026-05-31: the member reports by then; on 2026-06-01 the old organisation has to
    find the member and issue the letter anew, by 2026-06-15.
    """
    days = timedelta(days=parameters["days"])
    state, valid_to = standing.state, standing.valid_to
    if state is MemberState.LETTER_ISSUED and valid_to is not None:
        if is_run_out(valid_to, today):
            return Due(NextStep.FIND_AND_REISSUE, valid_to + days)
        return Due(NextStep.REPORT, valid_to)
    step = _STEPS.get(state)
    return Due(step, standing.since + days) if step else Due(NextStep.NONE, None)


_STEPS = {_M.OFFERED: NextStep.ISSUE, _M.CHECKED_IN: NextStep.RECEIVE, _M.RETURNED: NextStep.MEND}


def _next_step_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
    standing = Standing(MemberState(given["state"]), given["since"], given.get("valid_to"))
    due = next_step(standing, given["today"], parameters)
    return {"step": due.step.value, "on": due.on.isoformat() if due.on else ""}


def _letter_example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str | bool]:
    valid_to = letter_valid_to(given["issued_on"], parameters)
    return {"valid_to": valid_to.isoformat(), "is_expired": is_run_out(valid_to, given["today"])}


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {
    "party.letter_days": _letter_example,
    "party.probation": lambda parameters, given: is_probation_over(given["joined_on"], given["today"], parameters),
    "party.joining_age": lambda parameters, given: is_too_young(given["born_on"], given["joined_on"], parameters),
    "party.step_days": _next_step_example,
}


def _entries(file: str, kind: str) -> list[dict[str, Any]]:
    text = resources.files("yinqiao.areas.party").joinpath("rulebook").joinpath(file).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)[kind]
    return found


@cache
def return_reasons() -> Mapping[str, ReturnReason]:
    """Why a member may be returned, by code, in the order of the form."""
    return {
        one["code"]: ReturnReason(one["code"], one["label"], one.get("needs_note", False))
        for one in _entries("party.toml", "reason")
    }


@cache
def finding_words() -> Mapping[PartyFinding, Mapping[str, str]]:
    """Severity, title and text of every finding of this room.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    entries = _entries("party_findings.toml", "finding")
    found = {PartyFinding(entry["code"]): entry for entry in entries}
    if set(found) != set(PartyFinding) or len(found) != len(entries):
        raise ValueError("findings of the party roster and their sentences do not match")
    return found


def finding_sentence(code: PartyFinding, args: str | None) -> str:
    """The Chinese sentence of one finding; an argument that is not there leaves its place empty."""
    return finding_words()[code]["text"].format_map(_Arguments(json.loads(args) if args else {}))


class _Arguments(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def judge_change(claim: Claim, known: Known, today: date) -> Judged:
    """What is told of a member is for the party organisation to record; of the dead and the unborn a person looks."""
    del today
    if known.died_on is not None and claim.since > known.died_on:
        return Judged(Verdict.DISPUTE, Reason.AFTER_DEATH, _TOLD)
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, _TOLD)
    return Judged(Verdict.TAKE, Reason.TAKEN, _TOLD)
