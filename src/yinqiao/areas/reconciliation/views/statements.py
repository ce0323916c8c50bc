"""Statements: the list, taking one in, one beside the ledger with its lines by what was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.dues.types import yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.reconciliation import queries, services
from yinqiao.areas.reconciliation.forms import HeaderForm, LineFilter, StatementFilter, UploadForm
from yinqiao.areas.reconciliation.tables import FOUND_TONES, LineTable, StatementTable
from yinqiao.areas.reconciliation.types import COMPARERS, OF_PROVIDER, BankField, Found, Kind
from yinqiao.areas.reconciliation.views.removing import show_removed
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Figure

_BOTH = require_http_methods(["GET", "POST"])
LIST = ListSpec(
    title="党费对账", table=StatementTable, filters=StatementFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("党费对账单", "reconciliation.statements_exported", is_personal=False),
    empty=Empty("还没有对账单", "每月从网银（市级还从微信支付商户平台）下载对账单，在这里上传，逐行与党费账核对。"),
)  # fmt: skip
LINES = ListSpec(
    title="对账单逐行", table=LineTable, filters=LineFilter, unit="行", page_size=50, is_wide=True,
    export=TableExport("对账单逐行核对结果", "reconciliation.lines_exported", hint=UNNAMED),
    empty=Empty("没有这样的行", "请更换筛选条件。", picture="search"),
)  # fmt: skip


@_BOTH
@requires(*COMPARERS)
def statements(request: HttpRequest) -> HttpResponseBase:
    """The statements of the scope, the newest days first."""
    scope = actor_of(request).scope
    return answer_list(
        request, LIST,
        lambda chosen: queries.list_statements(
            scope=scope, kind=chosen.get("kind") or "", state=chosen.get("state") or ""
        ),
        template="reconciliation/statements.html",
    )  # fmt: skip


@_BOTH
@requires(*COMPARERS)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take a statement in; the same file again opens the one that is there."""
    actor = actor_of(request)
    kinds = (Kind.WECHAT, Kind.BANK) if actor.role in OF_PROVIDER else (Kind.BANK,)
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            told = services.take_statement(actor=actor, at=timezone.now(), kind=Kind(given["kind"]), file=given["file"])
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
        else:
            words = (
                "已逐行核对，见下。" if told.is_new else "这个文件之前已经上传过，已为您打开原来的一份，没有重复登记。"
            )
            messages.info(request, words)
            return redirect("reconciliation:statement", statement_id=told.statement_id)
    context = {"form": form, "crumbs": [("党费对账", reverse("reconciliation:statements")), ("上传对账单", "")]}
    return render(request, "reconciliation/upload.html", context, status=422 if form.is_bound else 200)


@_BOTH
@requires(*COMPARERS)
def headers(request: HttpRequest) -> HttpResponseBase:
    """列名: what the own bank calls its columns, where the platform did not recognise them."""
    actor = actor_of(request)
    form = HeaderForm(request.POST or None)
    page = ActPage("银行对账单的列名", "记住", "已记住，以后上传时按此识别。")
    known = [(header, BankField(field).label) for header, field in queries.list_headers(scope=actor.scope)]
    here = reverse("reconciliation:headers")
    return answer_form(
        request, page, form,
        lambda: services.remember_header(
            actor=actor, at=timezone.now(), header=form.cleaned_data["header"], field=form.meaning()
        ),
        Shown("reconciliation/headers.html", {"known": known}, lambda _: here),
    )  # fmt: skip


@_BOTH
@requires(*COMPARERS)
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponseBase:
    """One statement: beside the ledger to the fen, and its lines by what was found."""
    scope = actor_of(request).scope
    row = queries.get_statement(scope=scope, statement_id=statement_id)
    if row.removed_on:
        return show_removed(request, row)
    counts = queries.count_found(scope=scope, statement_id=statement_id)
    told = queries.explain_statement(scope=scope, statement=row)
    here = reverse("reconciliation:statement", args=[statement_id])
    figures = [
        Figure(one.label, counts[one], "", f"{here}?found={one.value}", FOUND_TONES[one.value], unit="行")
        for one in Found if counts.get(one)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "row": row, "place": places().label(row.place_no), "figures": figures, "has_balance": row.closing_fen is not None,
        "statement_sum": yuan(told.statement_fen), "ledger_sum": yuan(told.ledger_fen), "fee": yuan(row.fee_fen),
        "difference": yuan(told.statement_fen - told.ledger_fen), "parts": [(words, yuan(fen)) for words, fen in told.parts],
        "crumbs": [("党费对账", reverse("reconciliation:statements")), (row.get_kind_display(), "")],
    }  # fmt: skip
    return answer_list(
        request, LINES,
        lambda chosen: queries.list_lines(
            scope=scope, statement_id=statement_id, found=chosen.get("found") or "", state=chosen.get("state") or ""
        ),
        template="reconciliation/statement.html", context=context,
    )  # fmt: skip


@require_POST
@requires(*COMPARERS)
def again(request: HttpRequest, statement_id: UUID) -> HttpResponseBase:
    """重新核对: the ledger has gone on since."""
    agreed = services.compare_statement(actor=actor_of(request), at=timezone.now(), statement_id=statement_id)
    words = f"已重新核对，{agreed} 行现在一致了。" if agreed else "已重新核对，没有新的一致的行。"
    messages.info(request, words)
    return redirect("reconciliation:statement", statement_id=statement_id)
