"""撤销对账单: what rests on a statement that was taken by mistake, one or two people who remove it, what stays of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.dues.types import yuan
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.reconciliation import queries, services
from yinqiao.areas.reconciliation.forms import RemovalForm, RemoveForm
from yinqiao.areas.reconciliation.types import COMPARERS, Found, Reason
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_TEXT = (
    "传错了的对账单在这里撤销，撤销后可以重新上传。党费账不会变：因为这份对账单在账上做的更正都保留，列在下面，"
    "不对的请到党费账上另行冲正。"
)
_BOTH = require_http_methods(["GET", "POST"])


@_BOTH
@requires(*COMPARERS)
def remove(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Ask, with what rests on it; one person removes it, or two where findings were settled."""
    actor = actor_of(request)
    row = queries.get_statement(scope=actor.scope, statement_id=statement_id)
    context = _rested(request, row)
    by_two = context["by_two"]
    page = ActPage(
        "撤销对账单", "提出撤销" if by_two else "撤销", "已提出，等待另一位同志复核。" if by_two else "已撤销，党费账没有变化。",
        f"{_TEXT}已有处理过的差异，须由另一位同志复核。" if by_two else _TEXT, is_dangerous=True,
    )  # fmt: skip
    form = RemoveForm(request.POST or None)
    return answer_form(
        request, page, form,
        lambda: services.remove_statement(
            actor=actor, at=timezone.now(), statement_id=statement_id, reason=form.cleaned_data["words"]
        ),
        Shown("reconciliation/remove.html", context, lambda _: row.get_absolute_url()),
    )  # fmt: skip


@_BOTH
@requires(*COMPARERS)
def removal(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """What the second person says."""
    actor = actor_of(request)
    row = queries.get_statement(scope=actor.scope, statement_id=statement_id)
    form = RemovalForm(request.POST or None)
    page = ActPage("复核撤销对账单", "提交", "已复核。", _TEXT, is_dangerous=True)
    return answer_form(
        request, page, form,
        lambda: services.answer_removal(
            actor=actor, at=timezone.now(), statement_id=statement_id, agrees=form.cleaned_data["agrees"] == "yes"
        ),
        Shown("reconciliation/remove.html", _rested(request, row), lambda _: row.get_absolute_url()),
    )  # fmt: skip


def show_removed(request: HttpRequest, row: Any) -> HttpResponse:
    """A statement that counts no more: who removed it and why, and what had rested on it."""
    return render(request, "reconciliation/removed.html", _rested(request, row))


def _rested(request: HttpRequest, row: Any) -> Mapping[str, Any]:
    rested = queries.list_rested(scope=actor_of(request).scope, statement=row)
    facts = [
        ("账单", f"{row.get_kind_display()}，{row.rows} 行"),
        ("核对单位", places().label(row.place_no)), ("文件", row.file_name), ("上传", f"{row.created_name}，{timezone.localdate(row.created_at):%Y-%m-%d}"),
    ]  # fmt: skip
    if row.removal_on:
        facts += [("提出撤销", f"{row.removal_name}，{row.removal_on:%Y-%m-%d}"), ("原因", row.removal_reason)]
    if row.removed_on:
        facts.append(("撤销", f"{row.removed_name or row.removal_name}，{row.removed_on:%Y-%m-%d}"))
    elif rested.others:
        days = "；".join(f"{one.first_on:%m-%d} 至 {one.last_on:%m-%d}" for one in rested.others)
        facts.append(("同期的其他对账单", f"{days}。其中也有的行转到那一份，处理结果保留"))
    return {
        "row": row, "facts": facts, "lines": [_told(one) for one in rested.lines], "by_two": rested.by_two,
        "goes": rested.goes, "back": row.get_absolute_url(),
        "crumbs": [("党费对账", reverse("reconciliation:statements")), (row.get_kind_display(), "")],
    }  # fmt: skip


def _told(line: Any) -> dict[str, Any]:
    """One line on which something rests, and what: a correction of the ledger, or what was said of it."""
    said = []
    if line.first_found:
        said.append(f"原来“{Found(line.first_found).label}”，党费账更正或补记后一致")
    if line.reason:
        by = "、".join(name for name in (line.settled_name, line.confirmed_name) if name)
        said.append(f"{Reason(line.reason).label}：{line.note}（{by}）")
    return {
        "row_no": line.row_no or "—", "on_day": line.on_day, "fen": yuan(line.fen), "number": line.number or "—",
        "ours": None if line.our_fen is None else yuan(line.our_fen), "said": "；".join(said),
    }  # fmt: skip
