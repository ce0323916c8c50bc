"""What the other side says of a payment: confirm, send back; and taking it back before that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.agreements.queries import PARTIES
from yinqiao.areas.funds import errors, services
from yinqiao.areas.funds.forms import ConfirmForm, SeenForm, SendBackForm
from yinqiao.areas.funds.types import PaymentStep
from yinqiao.areas.funds.views.shared import answer_money, facts_of, payment_of
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def confirm(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """确认到账."""
    row = payment_of(request, payment_id, PaymentStep.CONFIRM)
    form = ConfirmForm(
        request.POST or None, initial={"lock_version": row.lock_version, "received_on": row.paid_on}
    )  # fmt: skip
    text = "确认后计入已到账。以后发现有误的，可以更正，由对方确认。"
    if row.corrects_id is not None:
        text = f"这是对第 {row.corrects.number} 笔（{row.corrects.amount:,.2f} 元）的更正，确认后以更正为准。原因：{row.remark}"
    page = ActPage("确认到账", "确认到账", "已确认到账。", text)
    return answer_money(
        request, page, row.agreement, form,
        lambda: services.confirm_payment(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(payment_id),
            received_on=form.cleaned_data["received_on"],
        ),
        row,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def send_back(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """退回, with the reason."""
    row = payment_of(request, payment_id, PaymentStep.SEND_BACK)
    form = SendBackForm(request.POST or None, initial={"lock_version": row.lock_version})
    page = ActPage("退回", "退回", "已退回，对方会看到原因。", "退回后不计入已付，由登记方改正后重新登记，或撤回。")
    return answer_money(
        request, page, row.agreement, form,
        lambda: services.send_payment_back(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(payment_id), answer=form.answer()
        ),
        row,
    )  # fmt: skip


@require_POST
@requires(*PARTIES)
def withdraw(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """撤回登记, after asking."""
    row = payment_of(request, payment_id, PaymentStep.WITHDRAW)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    back = reverse("funds:agreement", args=[row.agreement_id])
    text = "撤回后不计入已付，登记仍保留可查。款项确已支付的，请重新登记。"
    if asked := ask_first(request, Confirm("撤回登记", text, "撤回登记", back=back, facts=facts_of(row))):
        return asked
    services.withdraw_payment(actor=actor_of(request), at=timezone.now(), seen=form.seen(payment_id))
    messages.success(request, "已撤回登记。")
    return redirect(back)
