"""Acts about one person: note an attempt, declare lost or found, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.lost_contact import queries, services
from yinqiao.areas.lost_contact.forms import AttemptForm, DeclareForm, FoundForm
from yinqiao.areas.lost_contact.rules import DECLARE, FIND, TRY
from yinqiao.areas.lost_contact.types import CaseStep
from yinqiao.areas.retirees.queries import get_person
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])


def answer_about(
    request: HttpRequest, retiree_id: UUID, page: ActPage, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    """Ask for an act about one person on a page of its own; afterwards back to how the person stands."""
    card = get_person(scope=actor_of(request).scope, retiree_id=retiree_id)
    context = {"card": card, "crumbs": crumbs_of(actor_of(request), card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: reverse("lost_contact:person", args=[retiree_id]))
    return answer_form(request, page, form, act, shown)


@_BOTH
@requires(*TRY.roles)
def attempt(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记联系结果: also the call that nobody answered, and the letter that came back."""
    form = AttemptForm(request.POST or None, initial={"occurred_on": timezone.localdate()})
    page = ActPage(
        "登记联系结果", "保存", "已登记联系结果。", "没有联系上也请登记：结果累计成失联信号，不影响本人任何待遇和服务。"
    )
    return answer_about(
        request, retiree_id, page, form,
        lambda: services.record_attempt(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, attempt=form.attempt()
        ),
    )  # fmt: skip


@_BOTH
@requires(*DECLARE.roles)
def declare(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """认定失联: a person decides, whatever the signals say."""
    today = timezone.localdate()
    days = timedelta(days=queries.weighing(today).next_days)
    form = DeclareForm(request.POST or None, initial={"next_on": today + days})
    page = ActPage(
        "认定失联", "认定失联", "已认定失联，可以撤销。",
        "认定后列入失联率，到期提醒查找；不停止任何服务，不暂停任何待遇。", is_dangerous=True,
    )  # fmt: skip
    return answer_about(
        request, retiree_id, page, form,
        lambda: services.declare_lost(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, **form.cleaned_data
        ),
    )  # fmt: skip


@_BOTH
@requires(*FIND.roles)
def find(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记找回: by which way, so that it is known what finds people."""
    form = FoundForm(request.POST or None, initial={"found_on": timezone.localdate()})
    page = ActPage(
        "登记找回", "登记找回", "已登记找回，可以撤销。", "找回后请更新电话和住址。本人已故的，请改办“死亡登记”。"
    )
    return answer_about(
        request, retiree_id, page, form,
        lambda: services.declare_found(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, **form.cleaned_data
        ),
    )  # fmt: skip


@require_POST
@requires(*DECLARE.roles)
def undo(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Take back a declaration, or that somebody was found."""
    step = next((one for one in CaseStep if one.value == request.POST.get("step")), None)
    if step is None:
        raise Http404
    services.undo_case(actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, step=step)
    messages.success(request, f"已{step.label}。")
    return redirect("lost_contact:person", retiree_id=retiree_id)


@require_POST
@requires(*TRY.roles)
def void(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """作废 an attempt that was noted by mistake."""
    person = services.void_attempt(actor=actor_of(request), at=timezone.now(), attempt_id=attempt_id)
    messages.success(request, "这次联系记录已作废，不再计入信号。")
    return redirect("lost_contact:person", retiree_id=person)
