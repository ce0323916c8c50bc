"""Money of a payment by phone goes back: asked for, looked at by a second person, ended by the provider."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.dues import errors, queries, services
from yinqiao.areas.dues.forms import GiveBackForm, RefundAnswerForm, RefundFilter
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.tables import REFUND_TONES, RefundTable
from yinqiao.areas.dues.types import RefundState, Verdict, fen_of, yuan
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

_COUNTER = Actor.system("党费支付")
REFUNDS = ListSpec(
    title="党费退款", table=RefundTable, filters=RefundFilter, unit="笔", page_size=50,
    export=TableExport("党费退款", "dues.refunds_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的退款", "手机支付多交、重复交的，在那笔收款的页面提请退款，由另一位同志复核后原路退回。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def refunds(request: HttpRequest) -> HttpResponseBase:
    """The refunds of the scope, the newest first."""
    scope = actor_of(request).scope
    return answer_list(
        request, REFUNDS, lambda chosen: queries.list_refunds(scope=scope, state=chosen.get("state") or ""),
        template="dues/payments.html",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def give_back(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """提请退款 of a payment by phone, filled with what can still go back."""
    actor = actor_of(request)
    row = queries.get_payment(scope=actor.scope, payment_id=payment_id)
    left = queries.count_refundable(scope=actor.scope, payment_id=payment_id)
    if left is None:
        raise errors.not_refundable()
    form = GiveBackForm(request.POST or None, initial={"fen": yuan(left)})
    page = ActPage(
        "提请退款", "提请", "已提请退款，等待另一位同志复核。",
        "退款原路退回付款的微信账户。由另一位同志复核后才会发出；可以分几次退，合计不超过实付金额。",
    )  # fmt: skip
    facts = (("收据号", row.receipt_no), ("实付", f"{yuan(row.fen):,.2f} 元"), ("还能退", f"{yuan(left):,.2f} 元"))
    context = {"sub": f"收据 {row.receipt_no}", "back": row.get_absolute_url(), "facts": facts}
    return answer_form(
        request, page, form,
        lambda: services.propose_refund(
            actor=actor, at=timezone.now(), payment_id=payment_id, fen=fen_of(form.cleaned_data["fen"]),
            reason=form.cleaned_data["reason"],
        ),
        Shown("ui/step.html", context, lambda made: reverse("dues:refund", args=[made])),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def refund(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """One refund: how far it is; a second person answers it here."""
    actor = actor_of(request)
    row = queries.get_refund(scope=actor.scope, refund_id=refund_id)
    form = RefundAnswerForm(request.POST or None, initial={"lock_version": row.lock_version})
    page = ActPage("党费退款", "提交", "已复核。同意的，已交支付平台退回，几分钟后可查结果。", is_dangerous=True)
    context = {
        "row": row, "facts": _facts(row), "tone": REFUND_TONES.get(row.state, "neutral"),
        "can_answer": row.state == RefundState.PROPOSED and row.proposed_by != actor.id,
        "is_under_way": row.state in (RefundState.SENDING, RefundState.ABNORMAL),
    }  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.answer_refund(
            actor=actor, at=timezone.now(), refund_id=refund_id, lock_version=form.cleaned_data["lock_version"],
            verdict=Verdict(form.cleaned_data["approves"] == "yes", form.cleaned_data["note"]),
            notify_url=request.build_absolute_uri(reverse("dues:notice")),
        ),
        Shown("dues/refund.html", context, lambda _: row.get_absolute_url()),
    )  # fmt: skip


@require_POST
@requires(*COLLECTORS)
def ask(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """查询结果: what the provider says of a refund under way, whose notice may be late."""
    row = queries.get_refund(scope=actor_of(request).scope, refund_id=refund_id)
    ended = services.ask_refunds(actor=_COUNTER, at=timezone.now(), only=row.pk)
    messages.info(request, "支付平台已有结果，见下。" if ended else "支付平台还没有结果，请过几分钟再查。")
    return redirect(row.get_absolute_url())


def _facts(row: Any) -> list[tuple[str, str]]:
    told = [
        ("党员", row.account.member.name), ("收据号", row.order.payment.receipt_no), ("退款金额", f"{yuan(row.fen):,.2f} 元"),
        ("原因", row.reason), ("提请", f"{row.proposed_name}，{row.proposed_on:%Y-%m-%d}"),
    ]  # fmt: skip
    if row.decided_on:
        told.append(("复核", f"{row.decided_name}，{row.decided_on:%Y-%m-%d}{f'，{row.note}' if row.note else ''}"))
    if row.refund_id:
        told.append(("支付平台退款单号", row.refund_id))
    return told
