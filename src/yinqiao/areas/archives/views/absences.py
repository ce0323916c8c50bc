"""Volumes that were missing: the enterprise states why there is none, the receiver agrees, does not, or takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.archives import services
from yinqiao.areas.archives.forms import AbsenceForm, AnswerForm
from yinqiao.areas.archives.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.archives.views.archives import list_spec, load_archives
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

# What the bulk bar sends: it comes along from page to page, so that “all that match” is asked anew when it is done.
_CHOICE = ("ids", "all", "query")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page of an act says, and under which state the list is shown afterwards."""

    title: str
    button: str
    text: str
    done: str
    back: str
    is_dangerous: bool = False


_STATE = _Page(
    "说明无卷", "提交说明", "接收单位同意后，这些档案不再列为缺少，目录和协议据此对账；同意之前可以收回说明。找到的，直接送接收单位补清点即可。",
    "已提交 {count:,} 卷的说明，等待接收单位确认。", "stated",
)  # fmt: skip
_REFUSE = _Page(
    "不同意无卷说明", "不同意", "档案仍列为缺少，移交企业会看到理由，可以查找补交或重新说明。", "已退回 {count:,} 卷的说明。", "stated", is_dangerous=True
)  # fmt: skip
_REOPEN = _Page(
    "撤销无卷确认", "撤销确认", "这些档案重新列为缺少，仍由移交企业查找补交或重新说明。", "已撤销 {count:,} 卷的确认，重新列为缺少。", "missing",
    is_dangerous=True,
)  # fmt: skip


def _chosen(request: HttpRequest) -> list[UUID]:
    scope = actor_of(request).scope
    return chosen_uuids(request, list_spec(scope), load_archives(scope))


def _told(request: HttpRequest, done: int, asked: int) -> None:
    if done < asked:
        messages.info(request, f"另有 {asked - done:,} 卷不在可以办理这一步的状态，没有改动。")


def _answer(request: HttpRequest, page: _Page, form: forms.Form, act: Callable[[Sequence[UUID]], int]) -> HttpResponse:
    """The form for those that were ticked; once it was filled in, the act, then back to the list."""
    ids, status = _chosen(request), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                done = act(ids)
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, page.done.format(count=done))
                _told(request, done, len(ids))
                return redirect(archives_url(state=page.back))
    choice = [(name, value) for name in _CHOICE for value in request.POST.getlist(name)]
    context = {"page": page, "form": form, "choice": choice, "volumes": len(ids), "back": archives_url(state=page.back)}
    return render(request, "archives/absence.html", context, status=status)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; nothing when the list sent its choice alone."""
    return request.POST if "sent" in request.POST else None


def _confirmed(request: HttpRequest, text: str, button: str, act: Callable[[Sequence[UUID]], int]) -> HttpResponse:
    """The act on those that were ticked, after a page that asks."""
    ids, back = _chosen(request), archives_url(state="stated")
    question = Confirm(f"{button}无卷说明", text, button, back=back, facts=(("卷数", f"{len(ids):,} 卷"),))
    if asked := ask_first(request, question):
        return asked
    done = act(ids)
    messages.success(request, f"已办理 {done:,} 卷。")
    _told(request, done, len(ids))
    return redirect(back)


@require_POST
@requires(*ENTERPRISE_ROLES)
def state(request: HttpRequest) -> HttpResponse:
    """说明无卷: one reason for those that were ticked."""
    form = AbsenceForm(_sent(request))

    def act(ids: Sequence[UUID]) -> int:
        return services.state_absence(actor=actor_of(request), at=timezone.now(), ids=ids, absence=form.absence())

    return _answer(request, _STATE, form, act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def take_back(request: HttpRequest) -> HttpResponse:
    """收回说明: nothing is stated of them any longer."""
    text = "收回后，这些档案仍列为缺少，可以查找补交或重新说明。"
    return _confirmed(
        request, text, "收回",
        lambda ids: services.take_back_absence(actor=actor_of(request), at=timezone.now(), ids=ids),
    )  # fmt: skip


@require_POST
@requires(*RECEIVER_ROLES)
def agree(request: HttpRequest) -> HttpResponse:
    """同意: both sides say that there is no such volume."""
    text = "同意后，这些档案不再列为缺少，协议余量注明“双方确认无卷”；以后找到的，扫描即可接收，也可以撤销确认。"
    return _confirmed(
        request, text, "同意",
        lambda ids: services.agree_absence(actor=actor_of(request), at=timezone.now(), ids=ids),
    )  # fmt: skip


@require_POST
@requires(*RECEIVER_ROLES)
def refuse(request: HttpRequest) -> HttpResponse:
    """不同意: they stay missing, with the reason."""
    form = AnswerForm(_sent(request))

    def act(ids: Sequence[UUID]) -> int:
        note = form.cleaned_data["note"]
        return services.refuse_absence(actor=actor_of(request), at=timezone.now(), ids=ids, note=note)

    return _answer(request, _REFUSE, form, act)


@require_POST
@requires(*RECEIVER_ROLES)
def reopen(request: HttpRequest) -> HttpResponse:
    """撤销确认: they are missing again."""
    form = AnswerForm(_sent(request))

    def act(ids: Sequence[UUID]) -> int:
        note = form.cleaned_data["note"]
        return services.reopen_absence(actor=actor_of(request), at=timezone.now(), ids=ids, note=note)

    return _answer(request, _REOPEN, form, act)
