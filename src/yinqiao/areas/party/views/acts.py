"""The acts of both sides on the members that were ticked: letters, taking back; reporting in, reception, return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.party import queries, services
from yinqiao.areas.party.forms import AcceptForm, CheckInForm, LetterForm, ReturnForm
from yinqiao.areas.party.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.party.views.members import list_spec, load_members
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

# What the bulk bar sends: it comes along from page to page, so that “all that match” is asked anew when it is done.
_CHOICE = ("ids", "all", "query")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page of an act says."""

    title: str
    button: str
    text: str
    done: str
    is_dangerous: bool = False


def _chosen(request: HttpRequest) -> list[UUID]:
    scope = actor_of(request).scope
    return chosen_uuids(request, list_spec(scope), load_members(scope))


def _answer(request: HttpRequest, page: _Page, form: forms.Form, act: Callable[[Sequence[UUID]], int]) -> HttpResponse:
    """The form for those who were ticked; once it was filled in, the act, then back to the list."""
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
                if done < len(ids):
                    left = f"另有 {len(ids) - done:,} 人不在可以办理这一步的状态，没有改动。"
                    messages.info(request, left)
                return redirect("party:members")
    choice = [(name, value) for name in _CHOICE for value in request.POST.getlist(name)]
    context = {"page": page, "form": form, "choice": choice, "people": len(ids)}
    return render(request, "party/act.html", context, status=status)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; nothing when the list sent its choice alone."""
    return request.POST if "sent" in request.POST else None


_LETTERS = _Page(
    "登记介绍信", "登记",
    "电子介绍信以全国党员管理信息系统为准，这里只登记编号和日期，不另开纸质介绍信。已有介绍信或被退回的，登记后以新的为准，旧的作废。",
    "已登记 {count:,} 封介绍信。",
)  # fmt: skip
_CHECK_IN = _Page(
    "登记报到", "登记报到", "党员持有效介绍信到本地党组织报到后登记。接收并出具回执之前，仍由企业党组织负责管理。",
    "已登记 {count:,} 人报到，请及时接收并出具回执。",
)  # fmt: skip
_ACCEPT = _Page(
    "接收党组织关系", "接收", "接收后，这些党员自此由本地党组织负责管理，不能撤回。请在全国党员管理信息系统中同步办结。",
    "已接收 {count:,} 人。",
)  # fmt: skip
_RETURN = _Page(
    "退回企业", "退回", "退回后，介绍信作废，仍由企业党组织负责管理；企业按原因办理后重新开具，或改由其他单位接收。",
    "已退回 {count:,} 人，企业会看到原因。", is_dangerous=True,
)  # fmt: skip


@require_POST
@requires(*ENTERPRISE_ROLES)
def letters(request: HttpRequest) -> HttpResponse:
    """Record the letters of those who were ticked."""
    form = LetterForm(_sent(request), places=queries.other_receivers())

    def act(ids: Sequence[UUID]) -> int:
        return services.record_letters(
            actor=actor_of(request), at=timezone.now(), ids=ids, letter=form.letter()
        )  # fmt: skip

    return _answer(request, _LETTERS, form, act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back those who were ticked, after a page that asks."""
    ids, back = _chosen(request), reverse("party:members")
    question = Confirm(
        "撤回党员", "撤回后，接收单位不再看到这些党员，介绍信作废，仍由本单位党组织负责管理，可以随新的名册再次移交。",
        "撤回", back=back, facts=(("人数", f"{len(ids):,} 人"),),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    done = services.withdraw_members(actor=actor_of(request), at=timezone.now(), ids=ids)
    messages.success(request, f"已撤回 {done:,} 人。")
    if done < len(ids):
        messages.info(request, f"另有 {len(ids) - done:,} 人已报到、已接收或已撤回，没有改动。")
    return redirect(back)


@require_POST
@requires(*RECEIVER_ROLES)
def check_in(request: HttpRequest) -> HttpResponse:
    """登记报到: the day on which those who were ticked reported in."""
    form = CheckInForm(_sent(request), initial={"reported_on": timezone.localdate()})

    def act(ids: Sequence[UUID]) -> int:
        day = form.cleaned_data["reported_on"]
        return services.check_in_members(actor=actor_of(request), at=timezone.now(), ids=ids, reported_on=day)

    return _answer(request, _CHECK_IN, form, act)


@require_POST
@requires(*RECEIVER_ROLES)
def accept(request: HttpRequest) -> HttpResponse:
    """接收: the receipt of those who were ticked."""
    form = AcceptForm(_sent(request), initial={"received_on": timezone.localdate()})

    def act(ids: Sequence[UUID]) -> int:
        return services.accept_members(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return _answer(request, _ACCEPT, form, act)


@require_POST
@requires(*RECEIVER_ROLES)
def return_to_enterprise(request: HttpRequest) -> HttpResponse:
    """退回企业: one reason for those who were ticked."""
    form = ReturnForm(_sent(request))

    def act(ids: Sequence[UUID]) -> int:
        return services.return_members(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return _answer(request, _RETURN, form, act)
