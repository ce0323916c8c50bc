"""Steps of one item: report, take back, assign; confirm, send back, waive, prepare again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.agreements.queries import PARTIES, side_of
from yinqiao.areas.checklists import errors, queries, services
from yinqiao.areas.checklists.forms import AssignForm, RemarkForm, ReportForm, SeenForm
from yinqiao.areas.checklists.rules import LIVE, is_theirs, items, next_state
from yinqiao.areas.checklists.types import ItemState, ItemStep
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires


def _item(request: HttpRequest, item_id: UUID, step: ItemStep) -> Any:
    """The item, if this step may be taken now by who asks: else the refusal that the act itself would give."""
    actor = actor_of(request)
    item = queries.get_item(scope=actor.scope, item_id=item_id)
    state = member_of(ItemState, item.state)
    if item.agreement.state not in LIVE:
        raise errors.agreement_over(item.agreement.stand.state.label)
    if next_state(state, step) is None:
        raise errors.step_not_open(state.label)
    if not is_theirs(items()[item.code], step, side_of(actor.role)):
        raise errors.not_your_step()
    return item


def _back(item: Any) -> str:
    return f"{reverse('checklists:checklist', args=[item.agreement_id])}#item-{item.code}"


def _answer(request: HttpRequest, page: ActPage, item: Any, form: Any, act: Callable[[], object]) -> HttpResponse:
    """GET: the form. POST: the act, then back to the item in its checklist."""
    context = {"item": item, "spec": items()[item.code], "back": _back(item)}
    return answer_form(request, page, form, act, Shown("checklists/step.html", context, back=lambda _: _back(item)))


def _at_once(
    request: HttpRequest, item_id: UUID, step: ItemStep, done: str, act: Callable[..., object]
) -> HttpResponse:
    item = _item(request, item_id, step)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    act(actor=actor_of(request), at=timezone.now(), seen=form.seen(item_id))
    messages.success(request, done)
    return redirect(_back(item))


def _remarked(
    request: HttpRequest, item_id: UUID, step: ItemStep, page: ActPage, act: Callable[..., object]
) -> HttpResponse:
    item = _item(request, item_id, step)
    form = RemarkForm(request.POST or None, initial={"lock_version": item.lock_version})
    return _answer(
        request, page, item, form,
        lambda: act(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(item_id), remark=form.cleaned_data["remark"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def report(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """报告已就绪, with what shows it."""
    item = _item(request, item_id, ItemStep.REPORT)
    form = ReportForm(
        request.POST or None, request.FILES or None, initial={"lock_version": item.lock_version},
        needs_file=items()[item.code].needs_file,
    )  # fmt: skip
    page = ActPage("报告已就绪", "报告", "已报告，等待对方确认。", "对方核对后确认或退回；确认之前可以收回。")
    return _answer(
        request, page, item, form,
        lambda: services.report_item(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(item_id), evidence=form.evidence()
        ),
    )  # fmt: skip


@require_POST
@requires(*PARTIES)
def take_back(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """收回报告."""
    return _at_once(request, item_id, ItemStep.TAKE_BACK, "已收回报告，可以修改后重新报告。", services.take_report_back)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def assign(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """修改责任人和期限."""
    item = _item(request, item_id, ItemStep.ASSIGN)
    initial = {"lock_version": item.lock_version, "owner_name": item.owner_name, "due_on": item.due_on}
    form = AssignForm(request.POST or None, initial=initial)
    page = ActPage("修改责任人和期限", "保存", "已保存责任人和期限。", "修改会留下记录，对方可以看到。")
    return _answer(
        request, page, item, form,
        lambda: services.assign_item(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(item_id), assignment=form.assignment()
        ),
    )  # fmt: skip


@require_POST
@requires(*PARTIES)
def confirm(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """确认就绪."""
    return _at_once(request, item_id, ItemStep.CONFIRM, "已确认就绪。", services.confirm_item)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def send_back(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """退回, with what is missing."""
    page = ActPage("退回", "退回", "已退回，对方会看到说明。", "退回后由对方继续准备，再次报告。")
    return _remarked(request, item_id, ItemStep.SEND_BACK, page, services.send_item_back)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def waive(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """确认不适用, with the reason."""
    page = ActPage(
        "确认不适用", "确认不适用", "已确认不适用，不再计入准备程度。", "确认后对方不必再准备；以后可以改回。"
    )
    return _remarked(request, item_id, ItemStep.WAIVE, page, services.waive_item)


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def reopen(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """重新准备, with the reason."""
    page = ActPage("重新准备", "重新准备", "已改为待准备，对方会看到说明。", "原来的报告和确认都留有记录。")
    return _remarked(request, item_id, ItemStep.REOPEN, page, services.reopen_item)
