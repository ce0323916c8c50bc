"""What the page of one agreement's money shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from yinqiao.areas.agreements.queries import side_of
from yinqiao.areas.agreements.types import HOLDING, AgreementKind, Side
from yinqiao.areas.funds import queries
from yinqiao.areas.funds.rules import LIVE, left_to_refund, open_steps
from yinqiao.areas.funds.tables import DUE_TONES, STATE_TONES, kind_label, turn_words
from yinqiao.areas.funds.types import ZERO, Account, DueLine, PaymentState, PaymentStep, Sums
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor

_MAIN = {PaymentStep.CONFIRM, PaymentStep.RENEW}


def agreement_context(actor: Actor, row: Any, today: date) -> dict[str, Any]:
    """Everything the page of one agreement's money needs."""
    main = row.main or row
    account = queries.get_account(scope=actor.scope, agreement_id=main.pk)
    found = queries.list_payments_of(scope=actor.scope, agreement_id=main.pk)
    is_live, side = main.state in LIVE, side_of(actor.role)
    left = sum(left_to_refund([one.entry for one in found]).values(), ZERO)
    return {
        "row": main, "place": places().label(main.place_no), "is_main": row.kind == AgreementKind.MAIN,
        "is_signed": main.state in HOLDING, "is_live": is_live,
        "kinds": [_kind(account, one) for one in account.kinds], "total": _total(account),
        "lines": [_line(one, today, is_live=is_live) for one in account.lines],
        "payments": [_payment(one, side, today, is_live=is_live) for one in found],
        "open": _open_items(account, found, today, is_live=is_live),
        "may_note": is_live and side is Side.ENTERPRISE,
        "may_refund": is_live and side is Side.PLACE and left > 0,
    }  # fmt: skip


def _kind(account: Account, kind: str) -> dict[str, Any]:
    sums, agreed = account.sums.get(kind, Sums()), account.agreed(kind)
    return {
        "label": kind_label(kind), "agreed": agreed, "paid": sums.paid, "received": sums.received,
        "rest": agreed - sums.received, "is_even": agreed == sums.paid == sums.received,
    }  # fmt: skip


def _total(account: Account) -> dict[str, Any]:
    kinds = [_kind(account, one) for one in account.kinds]
    return {name: sum((one[name] for one in kinds), ZERO) for name in ("agreed", "paid", "received", "rest")}


def _line(one: DueLine, today: date, *, is_live: bool) -> dict[str, Any]:
    return {
        "kind": kind_label(one.due.kind), "line": one, "state": one.state.label, "tone": DUE_TONES[one.state],
        "late_days": (today - one.due.due_on).days if is_live and one.is_late(today) else 0,
    }  # fmt: skip


def _open_items(account: Account, found: list[Any], today: date, *, is_live: bool) -> list[dict[str, Any]]:
    """Every reason why agreed, paid and received differ: how much, whose turn, since or until when."""
    items = [
        _item(f"{kind_label(one.due.kind)}未付", one.rest, f"由企业付款后登记，期限 {one.due.due_on:%Y-%m-%d}", one.due.due_on, today)
        for one in account.lines if one.rest and is_live
    ]  # fmt: skip
    items += [
        _item(
            f"第 {one.number} 笔{one.get_flow_display()}{one.get_state_display()}", one.amount,
            f"由{turn_words(one.state, one.noted_by)}"
            + (f"，期限 {one.answer_by:%Y-%m-%d}" if one.state == PaymentState.NOTED else "，金额已计入未付"),
            one.answer_by if one.state == PaymentState.NOTED else None, today,
        )
        for one in found if one.state in (PaymentState.NOTED, PaymentState.RETURNED)
    ]  # fmt: skip
    items += [
        _item(f"{kind_label(kind)}多付", account.surplus(kind), "由接收方退还，或由双方签补充协议", None, today)
        for kind in account.kinds if account.surplus(kind)
    ]  # fmt: skip
    return items


def _item(label: str, amount: Any, step: str, due_on: date | None, today: date) -> dict[str, Any]:
    return {"label": label, "amount": amount, "step": step, "late_days": max((today - due_on).days, 0) if due_on else 0}


def _payment(one: Any, side: Side | None, today: date, *, is_live: bool) -> dict[str, Any]:
    state = member_of(PaymentState, one.state)
    steps = open_steps(state, member_of(Side, one.noted_by), side, is_live=is_live)
    reason = queries.reasons().get(one.reason)
    return {
        "row": one, "kind": kind_label(one.kind), "tone": STATE_TONES[one.state],
        "turn": turn_words(one.state, one.noted_by), "reason": reason.label if reason else "",
        "late_days": max((today - one.answer_by).days, 0) if state is PaymentState.NOTED else 0,
        "steps": [_button(one, step) for step in steps if step is not PaymentStep.REPLACE],
    }  # fmt: skip


def _button(one: Any, step: PaymentStep) -> dict[str, Any]:
    return {
        "label": step.label, "url": reverse(f"funds:{step.value}", args=[one.pk]),
        "is_form": step is not PaymentStep.WITHDRAW, "tone": "btn-primary" if step in _MAIN else "",
    }  # fmt: skip
