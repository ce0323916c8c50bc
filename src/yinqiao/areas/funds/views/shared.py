"""What the pages of steps share: the payment of the address, a form page that leads back to the agreement's money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yinqiao.areas.agreements.queries import side_of
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.funds import errors, queries
from yinqiao.areas.funds.rules import LIVE, NEEDS_LIFE, is_theirs, next_state
from yinqiao.areas.funds.tables import kind_label
from yinqiao.areas.funds.types import PaymentState, PaymentStep
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form


def payment_of(request: HttpRequest, payment_id: UUID, step: PaymentStep) -> Any:
    """The payment, if this step may be taken now by who asks: else the refusal that the act itself would give."""
    actor = actor_of(request)
    row = queries.get_payment(scope=actor.scope, payment_id=payment_id)
    state = member_of(PaymentState, row.state)
    if next_state(state, step) is None:
        raise errors.step_not_open(state.label)
    if not is_theirs(member_of(Side, row.noted_by), step, side_of(actor.role)):
        raise errors.not_your_step()
    if step in NEEDS_LIFE and row.agreement.state not in LIVE:
        raise errors.agreement_over(row.agreement.stand.state.label)
    return row


def facts_of(row: Any) -> tuple[tuple[str, str], ...]:
    """A payment as forms and questions show it."""
    return (
        ("登记", f"{row.agreement.agreement_no} 第 {row.number} 笔{row.get_flow_display()}"),
        ("款项", kind_label(row.kind)),
        ("金额", f"{row.amount:,.2f} 元"),
        ("付款日期", f"{row.paid_on:%Y-%m-%d}"),
        ("凭证号", row.voucher_no),
    )


def answer_money(
    request: HttpRequest, page: ActPage, agreement: Any, form: Any, act: Callable[[], object], row: Any = None
) -> HttpResponse:
    """GET: the form, beside what `row` says. POST: the act, then back to the agreement's money."""
    back = reverse("funds:agreement", args=[agreement.pk])
    context = {"agreement": agreement, "back": back, "facts": facts_of(row) if row else ()}
    return answer_form(request, page, form, act, Shown("funds/step.html", context, lambda _: back))
