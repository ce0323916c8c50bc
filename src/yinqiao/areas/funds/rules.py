"""Rules of money: which step follows which and whose it is, what is due when, what counts as paid and received."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.agreements.types import AgreementState, FundsAgreed, Instalment, Side
from yinqiao.areas.funds import events
from yinqiao.areas.funds.types import (
    ZERO,
    Account,
    Due,
    DueLine,
    Entry,
    Flow,
    PaymentState,
    PaymentStep,
    Reason,
    Sums,
)

# Something new can be paid, renewed or corrected as long as the agreement lives; what was noted is answered even later.
LIVE = frozenset({AgreementState.SIGNED, AgreementState.FILED})
NEEDS_LIFE = frozenset({PaymentStep.RENEW, PaymentStep.CORRECT})

_S, _T = PaymentState, PaymentStep
# The flow of one payment. Guards, screens and tests read this table.
FLOW: Mapping[PaymentState, Mapping[PaymentStep, PaymentState]] = {
    _S.NOTED: {_T.CONFIRM: _S.CONFIRMED, _T.SEND_BACK: _S.RETURNED, _T.WITHDRAW: _S.WITHDRAWN},
    _S.CONFIRMED: {_T.CORRECT: _S.CONFIRMED, _T.REPLACE: _S.REPLACED},
    _S.RETURNED: {_T.RENEW: _S.REPLACED, _T.WITHDRAW: _S.WITHDRAWN},
    _S.WITHDRAWN: {},
    _S.REPLACED: {},
}
# Steps of the side that noted the payment, of the other one, of either; what is left follows from a correction.
BY_NOTER = frozenset({_T.WITHDRAW, _T.RENEW})
BY_OTHER = frozenset({_T.CONFIRM, _T.SEND_BACK})
BY_EITHER = frozenset({_T.CORRECT})
# Event → the state it leads to.
LEADS_TO: Mapping[str, PaymentState] = {
    events.NOTED.code: _S.NOTED,
    events.CONFIRMED.code: _S.CONFIRMED,
    events.RETURNED.code: _S.RETURNED,
    events.WITHDRAWN.code: _S.WITHDRAWN,
    events.REPLACED.code: _S.REPLACED,
}


def next_state(state: PaymentState, step: PaymentStep) -> PaymentState | None:
    """Where `step` leads a payment, or None when the flow does not allow it."""
    return FLOW[state].get(step)


def is_theirs(noted_by: Side, step: PaymentStep, side: Side | None) -> bool:
    """Whether a step is for this side to take. Nobody confirms his own word."""
    if side is None:
        return False
    return step in BY_EITHER or step in (BY_NOTER if side is noted_by else BY_OTHER)


def open_steps(state: PaymentState, noted_by: Side, side: Side | None, *, is_live: bool) -> list[PaymentStep]:
    """What this side may do now, in the order of the flow table."""
    return [one for one in FLOW[state] if is_theirs(noted_by, one, side) and (is_live or one not in NEEDS_LIFE)]


def replay(codes: Iterable[str]) -> PaymentState | None:
    """The state to which a sequence of event codes leads; None for an empty one. ValueError when one cannot follow."""
    state: PaymentState | None = None
    for code in codes:
        to = LEADS_TO[code]
        if to not in (set(FLOW[state].values()) if state else {PaymentState.NOTED}):
            raise ValueError(f"{code} cannot follow {state}")
        state = to
    return state


def sums_of(entries: Iterable[Entry]) -> dict[str, Sums]:
    """Kind of money → what was paid and received.

    Example: 100 received, 50 noted, 20 back and received there → paid 130, received 80.
    """
    found: dict[str, Sums] = defaultdict(Sums)
    for one in entries:
        now = found[one.kind]
        if one.state is PaymentState.CONFIRMED:
            sign = 1 if one.flow is Flow.PAYMENT else -1
            found[one.kind] = replace(now, paid=now.paid + sign * one.amount, received=now.received + sign * one.amount)
        elif one.state is PaymentState.NOTED and one.flow is Flow.PAYMENT and not one.is_correction:
            since = min(now.waits_since or one.noted_on, one.noted_on)
            found[one.kind] = replace(now, paid=now.paid + one.amount, waits_since=since)
    return {kind: one for kind, one in found.items() if one != Sums()}


def left_to_refund(entries: Iterable[Entry]) -> dict[str, Decimal]:
    """Kind → what of it was received and has neither gone back nor is on its way back; never negative in a sound account."""
    left: dict[str, Decimal] = defaultdict(Decimal)
    for one in entries:
        is_settled = one.state is PaymentState.CONFIRMED
        if is_settled and one.flow is Flow.PAYMENT:
            left[one.kind] += one.amount
        elif one.flow is Flow.REFUND and (is_settled or (one.state is PaymentState.NOTED and not one.is_correction)):
            left[one.kind] -= one.amount
    return dict(left)


def dues_of(papers: Iterable[FundsAgreed], first_kind: str) -> list[Due]:
    """What is due when, by the main agreement and its signed supplements together; the earliest first.

    A paper without instalments is due in one sum, of the first kind, on the last day of the handover. What a supplement
    takes off comes off what is due last of its kind, and then of the others: who owes less pays the next as before.
    """
    found: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
    ordered = sorted(papers, key=lambda one: (not one.is_main, one.agreement_no))
    ends_on = next((one.ends_on for one in ordered if one.ends_on), None)
    parts = [part for one in ordered for part in _parts(one, ends_on, first_kind)]
    for part in parts:
        if part.amount > 0:
            found[part.due_on, part.kind] += part.amount
    for part in parts:
        if part.amount < 0:
            _take_off(found, part.kind, -part.amount)
    return [Due(kind, due_on, amount) for (due_on, kind), amount in sorted(found.items()) if amount]


def _parts(paper: FundsAgreed, ends_on: date | None, first_kind: str) -> tuple[Instalment, ...]:
    if paper.instalments:
        return paper.instalments
    return (Instalment(first_kind, paper.amount, paper.ends_on or ends_on or paper.signed_on),)


def _take_off(found: dict[tuple[date, str], Decimal], kind: str, amount: Decimal) -> None:
    last_first = sorted(found, reverse=True)
    for key in [*(one for one in last_first if one[1] == kind), *(one for one in last_first if one[1] != kind)]:
        off = min(found[key], amount)
        found[key] -= off
        amount -= off


def account_of(dues: Iterable[Due], entries: Iterable[Entry]) -> Account:
    """The money of one agreement: what was paid of a kind covers the earliest of it first."""
    sums = sums_of(entries)
    paid = {kind: one.paid for kind, one in sums.items()}
    received = {kind: one.received for kind, one in sums.items()}
    lines = []
    for due in dues:
        shares = []
        for pot in (paid, received):
            share = max(min(due.amount, pot.get(due.kind, ZERO)), ZERO)
            pot[due.kind] = pot.get(due.kind, ZERO) - share
            shares.append(share)
        lines.append(DueLine(due, *shares))
    return Account(tuple(lines), sums)


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason for sending a payment back by its code, in the order of the rulebook."""
    text = resources.files("yinqiao.areas.funds").joinpath("rulebook", "funds.toml").read_text("utf-8")
    return {one["code"]: Reason(**one) for one in tomllib.loads(text)["reason"]}


def answer_by(noted_on: date, parameters: Mapping[str, Any]) -> date:
    """The last day to confirm or send back. Example: noted on 2026-03-02, 10 days → 2026-03-12."""
    return noted_on + timedelta(days=int(parameters["confirm_days"]))


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return answer_by(given["noted_on"], parameters).isoformat()


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"funds.days": _example}
