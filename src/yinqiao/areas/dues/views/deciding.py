"""Less, nothing, or no charging for a while: proposed by the branch, answered by the next level, ended early."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.dues import errors, queries, services
from yinqiao.areas.dues.forms import AnswerForm, DecisionFilter, LiftForm, ProposalForm, SeenForm
from yinqiao.areas.dues.rules import COLLECTORS, DECIDERS, month_words
from yinqiao.areas.dues.tables import DecisionTable
from yinqiao.areas.dues.types import Ruling, yuan
from yinqiao.areas.dues.views.accounts import answer_step
from yinqiao.kernel.periods import month_of
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

DECISIONS = ListSpec(
    title="党费减免和停收", table=DecisionTable, filters=DecisionFilter, unit="项", page_size=50,
    export=TableExport("党费减免和停收", "dues.decisions_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的减免", "党支部研究后，在党员的党费账户页面提请；上一级党组织批准后生效。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def decisions(request: HttpRequest) -> HttpResponseBase:
    """The decisions of the scope, the newest first."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> Any:
        found = queries.list_decisions(scope=scope, state=chosen.get("state") or "")
        return found.filter(ruling=chosen["ruling"]) if chosen.get("ruling") else found

    return answer_list(request, DECISIONS, load, template="dues/decisions.html")


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def propose(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """提请减免或停收."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_account(scope=actor.scope, account_id=account_id, today=today)
    form = ProposalForm(request.POST or None, initial={"from_month": month_of(today), "meeting_on": today})
    page = ActPage(
        "提请减免或停收", "提请", "已提请，等待上一级党组织批准。",
        "由党支部研究后提请，上一级党组织的另一位同志批准后生效。平台不会自动减免，也不会自动处理任何人的党籍。",
    )  # fmt: skip
    return answer_step(
        request, page, row, form,
        lambda: services.propose(actor=actor, at=timezone.now(), account_id=account_id, proposal=form.proposal()),
    )  # fmt: skip


def _facts(row: Any) -> tuple[tuple[str, str], ...]:
    less = f"，每月交 {yuan(row.fen):.2f} 元" if row.fen else ""
    return (
        ("党员", row.account.member.name), ("事项", Ruling(row.ruling).label + less),
        ("月份", f"{month_words(row.from_month)} 至 {month_words(row.until_month)}"), ("理由", row.reason),
        ("支部研究", f"{row.meeting_on:%Y-%m-%d}"), ("提请", f"{row.proposed_name}，{row.proposed_on:%Y-%m-%d}"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*DECIDERS)
def answer(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """批准或不批准 what a branch below proposed."""
    actor = actor_of(request)
    row = queries.get_decision(scope=actor.scope, decision_id=decision_id)
    if actor.scope.place_from >= row.place_no:
        raise errors.not_above()
    form = AnswerForm(request.POST or None, initial={"lock_version": row.lock_version})
    page = ActPage(
        "答复减免或停收", "提交", "已答复，党支部会看到。", "批准后，所涉月份的应收重新计算，原来计收的冲回。"
    )
    return answer_step(
        request, page, row.account, form,
        lambda: services.answer(
            actor=actor, at=timezone.now(), decision_id=decision_id, lock_version=form.cleaned_data["lock_version"],
            approves=form.cleaned_data["approves"] == "yes", note=form.cleaned_data["note"],
        ),
        _facts(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def lift(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """提前结束: charging goes on from the month after."""
    actor = actor_of(request)
    row = queries.get_decision(scope=actor.scope, decision_id=decision_id)
    initial = {"lock_version": row.lock_version, "until_month": month_of(timezone.localdate())}
    form = LiftForm(request.POST or None, initial=initial)
    page = ActPage("提前结束", "结束", "已结束，以后的月份照常计收。", "所填月份是最后一个减免（停收）的月份。")
    return answer_step(
        request, page, row.account, form,
        lambda: services.lift(
            actor=actor, at=timezone.now(), decision_id=decision_id, lock_version=form.cleaned_data["lock_version"],
            until_month=form.cleaned_data["until_month"],
        ),
        _facts(row),
    )  # fmt: skip


@require_POST
@requires(*COLLECTORS)
def withdraw(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """撤回提请, after asking."""
    actor = actor_of(request)
    row = queries.get_decision(scope=actor.scope, decision_id=decision_id)
    form, back = SeenForm(request.POST), row.account.get_absolute_url()
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm("撤回提请", "撤回后不再等待批准，记录仍保留。", "撤回提请", back=back, facts=_facts(row))
    if asked := ask_first(request, question):
        return asked
    services.withdraw(
        actor=actor, at=timezone.now(), decision_id=decision_id, lock_version=form.cleaned_data["lock_version"]
    )  # fmt: skip
    messages.success(request, "已撤回提请。")
    return redirect(back)
