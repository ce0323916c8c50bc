"""The decision of two people about a load, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.opening import queries, services
from yinqiao.areas.opening.forms import ConfirmForm, ReasonForm
from yinqiao.areas.opening.queries import totals_of
from yinqiao.areas.opening.types import CITY_ROLES
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires


def _facts(run: Any) -> tuple[tuple[str, str], ...]:
    totals = totals_of(run)
    return (
        ("批次号", run.run_no), ("旧系统人数", f"{totals.rows:,} 人"), ("入库", f"{totals.ready:,} 人"),
        ("登记簿已有", f"{totals.known:,} 人"), ("已说明", f"{totals.explained:,} 人"), ("待处理", f"{totals.held:,} 人"),
    )  # fmt: skip


@require_POST
@requires(*CITY_ROLES)
def propose(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Propose a load, after a page that says what follows."""
    actor = actor_of(request)
    run = queries.get_run(scope=actor.scope, run_id=run_id)
    question = Confirm(
        "提请入库",
        "提请后，这次演练的结果固定下来。请打印对账单，由新旧双方签字盖章；再由另一位市级管理员凭对账单确认，人员才会入库。"
        "待处理的行不入库，改正后可另行上传。",
        "提请入库", back=reverse("opening:run", args=[run_id]), facts=_facts(run), is_dangerous=False,
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.propose_load(actor=actor, at=timezone.now(), run_id=run_id)
    messages.success(request, "已提请入库，请打印对账单签字，由另一位市级管理员确认。")
    return redirect("opening:run", run_id=run_id)


def _answer(request: HttpRequest, run_id: UUID, page: ActPage, form: forms.Form, act: Any) -> HttpResponse:
    run = queries.get_run(scope=actor_of(request).scope, run_id=run_id)
    back = reverse("opening:run", args=[run_id])
    shown = Shown("opening/act.html", {"about": run.run_no, "facts": _facts(run), "back": back}, back=lambda _: back)
    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def confirm(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Confirm a load with the signed paper in hand."""
    actor, form = actor_of(request), ConfirmForm(request.POST or None)
    text = (
        "确认后，人员按旧系统的接收日期记为已由各社区接收，不产生移交、答复期限、首次联系任务和任何通知。"
        "请确认纸质对账单的数字与下面一致。"
    )
    page = ActPage("确认入库", "确认入库", "已确认，正在入库。", text, is_dangerous=True)

    def act() -> None:
        services.confirm_load(actor=actor, at=timezone.now(), run_id=run_id, paper=form.paper())

    return _answer(request, run_id, page, form, act)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def send_back(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take a proposal back, or send it back."""
    actor, form = actor_of(request), ReasonForm(request.POST or None)
    page = ActPage(
        "退回提请", "退回", "已退回，可以处理后重新演练。", "退回后可以修改对应表、说明各行、重新演练，登记簿没有变化。"
    )

    def act() -> None:
        services.send_back(actor=actor, at=timezone.now(), run_id=run_id, reason=form.cleaned_data["reason"])

    return _answer(request, run_id, page, form, act)


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take a load back as a whole."""
    actor, form = actor_of(request), ReasonForm(request.POST or None)
    text = "这一批入库的人员会全部退出登记簿；只要其中任何一人已有新的办理记录，就不能撤回。操作记录和历史保留。"
    page = ActPage("撤回入库", "撤回整批", "正在撤回。", text, is_dangerous=True)

    def act() -> None:
        services.begin_undo(actor=actor, at=timezone.now(), run_id=run_id, reason=form.cleaned_data["reason"])

    return _answer(request, run_id, page, form, act)
