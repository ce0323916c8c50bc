"""One line that differs: what it is, what a second person says, what the provider answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.dues.types import yuan
from yinqiao.areas.reconciliation import queries, services
from yinqiao.areas.reconciliation.forms import ConfirmForm, SettleForm
from yinqiao.areas.reconciliation.types import BY_TWO, COMPARERS, Found, Reason
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_PROVIDER = Actor.system("党费支付")
# What there is to do before anything is written here.
_HELP = {
    Found.DIFFERS: "请在党费账上找到这一笔：记错的冲正后重新登记，多收的退款，再回来重新核对；查清的写明原因。",
    Found.UNBOOKED: "支付平台说已经办成，账上没有：多半是通知丢失。先点“向支付平台查询并入账”，仍不行的写明原因。",
    Found.UNKNOWN: "账上没有这个单号：多半不是党费，或属于本单位以外的账。",
    Found.SEVERAL: "账上有几笔金额相同、日期相近的，请核对是哪一笔后写明。",
    Found.UNKNOWN_BANK: "账上没有这笔收支：漏登记的先到“党费账本”登记划转再重新核对；利息、手续费等写明原因。",
    Found.MISSING: "账上记了，这几天的账单没有：可能在另一天的账单中，或账上多记。",
}


@require_http_methods(["GET", "POST"])
@requires(*COMPARERS)
def settle(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """处理差异 with a coded reason and words."""
    actor = actor_of(request)
    row = queries.get_line(scope=actor.scope, line_id=line_id)
    found = Found(row.found)
    by_two = found in BY_TWO
    done = "已提出，等待另一位同志复核。" if by_two else "已处理。"
    more = "涉及账上的钱，须由另一位同志复核。" if by_two else ""
    page = ActPage("处理对账差异", "提交", done, f"{_HELP.get(found, '')}{more}")
    form = SettleForm(request.POST or None)
    return answer_form(
        request, page, form,
        lambda: services.settle_line(
            actor=actor, at=timezone.now(), line_id=line_id, settlement=form.settlement()
        ),
        _shown(row, can_ask=found is Found.UNBOOKED),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COMPARERS)
def confirm(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """复核 of what somebody else said."""
    actor = actor_of(request)
    row = queries.get_line(scope=actor.scope, line_id=line_id)
    form = ConfirmForm(request.POST or None)
    page = ActPage("复核对账差异", "提交", "已复核。", "同意后这一行不再列为差异；退回的由核对人重新处理。")
    return answer_form(
        request, page, form,
        lambda: services.confirm_line(
            actor=actor, at=timezone.now(), line_id=line_id, agrees=form.cleaned_data["agrees"] == "yes"
        ),
        _shown(row),
    )  # fmt: skip


@require_POST
@requires(*COMPARERS)
def ask(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """向支付平台查询并入账."""
    actor = actor_of(request)
    row = queries.get_line(scope=actor.scope, line_id=line_id)
    is_settled = services.ask_line(actor=actor, at=timezone.now(), line_id=line_id, provider=_PROVIDER)
    if is_settled:
        messages.success(request, "支付平台确认已办成，已补记入账，这一行现在一致了。")
    else:
        messages.warning(request, "支付平台没有确认，账上没有变化。请稍后再查，或写明原因。")
    return redirect("reconciliation:statement", statement_id=row.statement_id)


def _shown(row: Any, *, can_ask: bool = False) -> Shown:
    back = f"{reverse('reconciliation:statement', args=[row.statement_id])}?found={row.found}"
    facts = [
        ("核对结果", Found(row.found).label), ("日期", f"{row.on_day:%Y-%m-%d}"), ("账单金额", f"{yuan(row.fen):,.2f} 元"),
        ("账上金额", f"{yuan(row.our_fen):,.2f} 元" if row.our_fen is not None else "—"), ("单号", row.number or "—"),
        ("对方", row.party or "—"), ("摘要", row.words or "—"),
    ]  # fmt: skip
    if row.reason:
        facts += [("处理", Reason(row.reason).label), ("说明", row.note), ("提出", row.settled_name)]
    ask_url = reverse("reconciliation:ask", args=[row.pk]) if can_ask else ""
    context = {"facts": facts, "back": back, "ask_url": ask_url}
    return Shown("reconciliation/line.html", context, lambda _: back)
