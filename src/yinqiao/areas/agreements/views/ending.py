"""The three ends: close, end half-way, cancel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.agreements import queries, services
from yinqiao.areas.agreements.forms import CloseForm, EndForm
from yinqiao.areas.agreements.rules import FILERS, PARTIES, PLACE_ROLES
from yinqiao.areas.agreements.types import Figures, Step, StrandFigures
from yinqiao.areas.agreements.views.shared import Asked, actor_of, answer_step, ask_step, initial_of, page_of
from yinqiao.areas.agreements.views.strands import strand_context
from yinqiao.platform.ui.act_page import ActPage
from yinqiao.platform.ui.gates import requires

_CANCEL = Asked(
    Step.CANCEL,
    "撤销后这份协议不能再办理，编号不再使用；已写的各版内容保留，仍可查看。",
    "协议已撤销。",
    is_dangerous=True,
)


def _figure_words(figures: Figures) -> str:
    """What is agreed and received of each strand, and what is left of it or came beyond it."""
    return (
        "；".join(_strand_words(one) for one in figures.strands if one.agreed or one.received)
        or "协议没有可以统计的数量"
    )


def _strand_words(one: StrandFigures) -> str:
    none = f"（其中 {one.explained:,} {one.unit}双方确认没有）" if one.explained else ""
    words = f"{one.label}协议 {one.agreed:,} {one.unit}，已接收 {one.received:,} {one.unit}"
    if one.remainder > 0:
        return f"{words}，尚有 {one.remainder:,} {one.unit}未接收{none}"
    return f"{words}，比协议多 {-one.remainder:,} {one.unit}" if one.remainder else f"{words}，没有余量"


def _open_lines(request: HttpRequest, row: Any, figures: Figures) -> dict[str, Any]:
    return strand_context(actor_of(request), row, figures, timezone.localdate())


@require_http_methods(["GET", "POST"])
@requires(*PLACE_ROLES)
def close(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """办结: everything is delivered, or the remainder explained."""
    row = page_of(request, agreement_id, Step.CLOSE)
    figures = queries.get_figures(scope=actor_of(request).scope, agreement_id=agreement_id)
    form = CloseForm(request.POST or None, initial=initial_of(row))
    asked = "" if figures.is_explained else "须写明余量情况。"
    text = f"{_figure_words(figures)}。{asked}办结后不能再关联批次或签补充协议。"
    page = ActPage("办结协议", "办结", "协议已办结。", text, is_dangerous=True)
    return answer_step(
        request, page, row, form,
        lambda: services.close_agreement(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id), note=form.cleaned_data["note"]
        ),
        _open_lines(request, row, figures),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*FILERS)
def end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """中途终止, with the reason and the remainder."""
    row = page_of(request, agreement_id, Step.END)
    figures = queries.get_figures(scope=actor_of(request).scope, agreement_id=agreement_id)
    form = EndForm(request.POST or None, initial=initial_of(row))
    text = f"{_figure_words(figures)}。终止后不能恢复，已接收的人员和档案不受影响。"
    page = ActPage("中途终止协议", "中途终止", "协议已中途终止。", text, is_dangerous=True)
    return answer_step(
        request, page, row, form,
        lambda: services.end_agreement(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id), ending=form.ending()
        ),
        _open_lines(request, row, figures),
    )  # fmt: skip


@require_POST
@requires(*PARTIES)
def cancel(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """撤销 before the signature."""
    return ask_step(request, agreement_id, _CANCEL, services.cancel_agreement)
