"""What is done with the organisations that were ticked: offered on a path, taken back, returned with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.branches import queries, services
from yinqiao.areas.branches.forms import OfferForm, ReturnForm
from yinqiao.areas.branches.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.branches.views.organisations import list_spec, load_organisations
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import ActPage, actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

# What the bulk bar sends: it comes along from page to page, so that “all that match” is asked anew when it is done.
_CHOICE = ("ids", "all", "query")
_LIST = "branches:organisations"


def _chosen(request: HttpRequest) -> list[UUID]:
    scope = actor_of(request).scope
    return chosen_uuids(request, list_spec(scope), load_organisations(scope))


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; nothing when the list sent its choice alone."""
    return request.POST if "sent" in request.POST else None


def _say(request: HttpRequest, words: str, done: int, chosen: int) -> None:
    messages.success(request, words.format(count=done))
    if done < chosen:
        messages.info(request, f"另有 {chosen - done:,} 个不在可以办理这一步的状态，没有改动。")


def _answer(
    request: HttpRequest, page: ActPage, form: forms.Form, act: Callable[[Sequence[UUID]], int]
) -> HttpResponse:  # fmt: skip
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
                _say(request, page.done, done, len(ids))
                return redirect(_LIST)
    choice = [("sent", "1"), *((name, value) for name in _CHOICE for value in request.POST.getlist(name))]
    context = {"page": page, "form": form, "choice": choice, "count": len(ids), "back": reverse(_LIST)}
    return render(request, "branches/act.html", context, status=status)


@require_POST
@requires(*ENTERPRISE_ROLES)
def offer(request: HttpRequest) -> HttpResponse:
    """提交移交: the path and the place of those that were ticked."""
    form = OfferForm(_sent(request), places=queries.receivers())
    page = ActPage(
        "提交党组织移交", "提交移交", "已提交 {count:,} 个党组织，下一步见名单。",
        "提交后接收单位可以看到，双方按移交方式一步一步办理；接收党委签收之前，仍由本单位党组织负责，可以撤回。"
        "审批、命名和发文在党内系统办理，这里只登记文号、日期和扫描件。",
    )  # fmt: skip

    def act(ids: Sequence[UUID]) -> int:
        return services.offer_organisations(
            actor=actor_of(request), at=timezone.now(), ids=ids, path=form.chosen_path(),
            place_no=form.cleaned_data["place"],
        )  # fmt: skip

    return _answer(request, page, form, act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back those that were ticked, after a page that asks."""
    ids, back = _chosen(request), reverse(_LIST)
    question = Confirm(
        "撤回党组织移交", "撤回后，接收单位会在动态中看到撤回，不再看到这些党组织；已登记的步骤留有记录，重新提交后从头办理。",
        "撤回", back=back, facts=(("党组织", f"{len(ids):,} 个"),),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    done = services.withdraw_organisations(actor=actor_of(request), at=timezone.now(), ids=ids)
    _say(request, "已撤回 {count:,} 个党组织。", done, len(ids))
    return redirect(back)


@require_POST
@requires(*RECEIVER_ROLES)
def send_back(request: HttpRequest) -> HttpResponse:
    """退回企业: one reason for those that were ticked."""
    form = ReturnForm(_sent(request))
    page = ActPage(
        "退回企业", "退回企业", "已退回 {count:,} 个党组织，企业会看到原因。",
        "退回后仍由企业党组织负责；企业改正或改选移交方式后重新提交，从头办理。", is_dangerous=True,
    )  # fmt: skip

    def act(ids: Sequence[UUID]) -> int:
        return services.return_organisations(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return _answer(request, page, form, act)
