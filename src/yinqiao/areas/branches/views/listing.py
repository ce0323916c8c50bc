"""What the enterprise lists: one organisation, lines pasted from a sheet; changed, crossed off, restored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.branches import errors, queries, services
from yinqiao.areas.branches.forms import AddForm, ChangeForm, PasteForm
from yinqiao.areas.branches.rules import COLUMNS, ENTERPRISE_ROLES, next_state, read_lines
from yinqiao.areas.branches.types import Deed, State
from yinqiao.areas.branches.views.shared import answer_act, own_row
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires


def _to_list() -> str:
    return reverse("branches:organisations")


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def add(request: HttpRequest) -> HttpResponse:
    """新增党组织."""
    actor = actor_of(request)
    form = AddForm(request.POST or None, enterprises=queries.listing_enterprises(actor.scope))
    page = ActPage(
        "新增党组织", "保存", "已列入。勾选后可以提交移交。", "有多个党组织的，可以返回后用“从表格粘贴”一次列入。"
    )
    shown = Shown(
        "branches/act.html", {"back": _to_list()}, lambda made: reverse("branches:organisation", args=[made])
    )  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.list_organisation(
            actor=actor, at=timezone.now(), enterprise_id=form.cleaned_data["enterprise"], listing=form.listing()
        ),
        shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def paste(request: HttpRequest) -> HttpResponse:
    """从表格粘贴: all lines or none."""
    actor = actor_of(request)
    form = PasteForm(request.POST or None, enterprises=queries.listing_enterprises(actor.scope))
    page = ActPage(
        "从表格粘贴党组织",
        "检查并列入",
        "已列入，请核对后提交移交。",
        "任何一行需要修改，就全部不保存，改好再提交，不会重复。",
    )

    def act() -> int:
        found, wrong = read_lines(form.cleaned_data["lines"])
        if wrong:
            raise errors.lines_wrong(wrong)
        return services.list_lines(
            actor=actor, at=timezone.now(), enterprise_id=form.cleaned_data["enterprise"], listings=found
        )  # fmt: skip

    shown = Shown("branches/act.html", {"back": _to_list(), "columns": COLUMNS}, lambda _: _to_list())
    return answer_form(request, page, form, act, shown)


def _require(row: Any, deed: Deed) -> None:
    if next_state(State(row.state), deed) is None:
        raise errors.step_not_open(State(row.state).label)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def change(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """修改, before it is offered."""
    row = own_row(request, organisation_id)
    _require(row, Deed.CHANGE)
    told = {name: getattr(row, name) for name in ("name", "kind", "upper", "members", "code", "activity_place", "role")}
    form = ChangeForm(request.POST or None, is_change=True, initial={**told, "version": row.lock_version})
    return answer_act(
        request, ActPage("修改党组织", "保存", "已保存。"), row, form,
        lambda: services.change_organisation(
            actor=actor_of(request), at=timezone.now(), organisation_id=organisation_id,
            version=form.cleaned_data["version"], listing=form.listing(),
        ),
    )  # fmt: skip


@require_POST
@requires(*ENTERPRISE_ROLES)
def drop(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """作废, after a page that asks."""
    row = own_row(request, organisation_id)
    _require(row, Deed.DROP)
    question = Confirm(
        "作废这个党组织", "只用于误列的党组织：作废后不再统计，名册中的党支部需要重新对应；以后可以恢复。不再移交的，请选择“撤销”或“暂留企业”。",
        "作废", back=row.get_absolute_url(), facts=(("名称", row.name),),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.drop_organisation(actor=actor_of(request), at=timezone.now(), organisation_id=organisation_id)
    messages.success(request, "已作废，可以在这一页恢复。")
    return redirect(row.get_absolute_url())


@require_POST
@requires(*ENTERPRISE_ROLES)
def restore(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """恢复."""
    row = own_row(request, organisation_id)
    services.restore_organisation(actor=actor_of(request), at=timezone.now(), organisation_id=organisation_id)
    messages.success(request, "已恢复。")
    return redirect(row.get_absolute_url())
