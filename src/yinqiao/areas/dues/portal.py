"""长辈版: the own dues, why this sum, and paying by a square code. For members and whom they let pay; others find nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.dues import queries, services
from yinqiao.areas.dues.types import MATTER, OrderState, yuan
from yinqiao.kernel.errors import Conflict, NotFound, Refused, Unavailable
from yinqiao.platform.access.types import Actor
from yinqiao.platform.payments import PaymentUnavailable, can_pay, find_paid, take_notice
from yinqiao.platform.payments.standin import StandIn
from yinqiao.platform.ui.gates import StaffRequest, requires_portal

_SHOWN = 12
COUNTER = Actor.system("党费支付")


def _own(request: StaffRequest) -> Any:
    require_warrant(request.actor.scope, MATTER, timezone.localdate())
    row = queries.find_own(scope=request.actor.scope)
    if row is None:
        raise NotFound
    return row


@require_GET
@requires_portal
def dues(request: StaffRequest) -> HttpResponse:
    """How the own account stands, why, and the last lines of it."""
    scope, row = request.actor.scope, _own(request)
    rule = queries.months_rule(timezone.localdate())
    lines = queries.account_lines(scope=scope, account_id=row.pk)[::-1][:_SHOWN]
    context = {
        "row": row, "owed": yuan(max(row.owed_fen, 0)), "ahead": yuan(max(-row.owed_fen, 0)),
        "lines": [(one, yuan(abs(one.fen)), one.fen < 0) for one in lines],
        "is_own": scope.warrant is None, "is_over": row.owed_months > rule["most_late"], "can_pay": can_pay(), "most": rule["most_late"],
    }  # fmt: skip
    return render(request, "dues/my_dues.html", context)


@require_POST
@requires_portal
def pay(request: StaffRequest) -> HttpResponse:
    """交党费: an order over what is owed, then its square code. Pressed twice it is one order."""
    _own(request)
    now = timezone.now()
    try:
        made = services.ask_order(actor=request.actor, at=now)
        notify = request.build_absolute_uri(reverse("dues:notice"))
        services.place(actor=request.actor, at=now, order_id=made, notify_url=notify)
    except (Conflict, Refused, Unavailable) as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
        return redirect("mydues:dues")
    return redirect("mydues:order", order_id=made)


@require_http_methods(["GET", "POST"])
@requires_portal
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The square code of an order, or that it was paid. POST asks the provider, whose notice may be late."""
    require_warrant(request.actor.scope, MATTER, timezone.localdate())
    row = queries.get_own_order(scope=request.actor.scope, order_id=order_id)
    if request.method == "POST":
        if not _is_paid(row):
            messages.info(request, "还没有收到。刚付的，请等一会儿再看。")
        return redirect("mydues:order", order_id=order_id)
    if row.state == OrderState.OPEN and row.expires_at <= timezone.now():
        messages.error(request, "这个付款码过期了，没有扣钱。请重新点“交党费”。")
        return redirect("mydues:dues")
    picture = segno.make(row.code_url, error="m", micro=False).svg_data_uri(scale=8, border=4) if row.code_url else ""
    context = {"row": row, "fen": yuan(row.paid_fen or row.fen), "picture": picture, "is_demo_pay": _has_stand_in()}
    return render(request, "dues/my_order.html", context)


@require_http_methods(["GET", "POST"])
@requires_portal
def stand_in(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """演示替身 of the provider: the button pays nothing, and sends the notice that a payment sends."""
    require_warrant(request.actor.scope, MATTER, timezone.localdate())
    row = queries.get_own_order(scope=request.actor.scope, order_id=order_id)
    if not _has_stand_in():
        raise NotFound
    if request.method == "POST":
        now = timezone.now()
        if told := StandIn(settings.PAYMENTS_STANDIN).pay(row.number, at=now):
            services.hear(actor=COUNTER, at=now, told=take_notice(*told, at=now))
        messages.success(request, "演示替身已经“付款”。没有动真钱。")
        return redirect("mydues:order", order_id=order_id)
    return render(request, "dues/my_stand_in.html", {"row": row, "fen": yuan(row.fen)})


def _is_paid(row: Any) -> bool:
    """Whether the provider says so; then it is booked."""
    now = timezone.now()
    try:
        paid = find_paid(row.number, at=now)
    except PaymentUnavailable:
        return False
    return row.state != OrderState.OPEN or bool(paid and services.settle(actor=COUNTER, at=now, paid=paid))


def _has_stand_in() -> bool:
    return bool(settings.IS_DEMO) and settings.PAYMENTS_MERCHANT is None
