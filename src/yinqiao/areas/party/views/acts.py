"""The acts of both sides on the members that were ticked: letters, taking back; reporting in, reception, return."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.party import queries, services
from yinqiao.areas.party.forms import AcceptForm, CheckInForm, LetterForm, ReturnForm
from yinqiao.areas.party.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.party.views.members import list_spec, load_members
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids
from yinqiao.platform.ui.ticked import Ticked, answer_ticked, confirm_ticked, sent


def _chosen(request: HttpRequest) -> Ticked:
    scope = actor_of(request).scope
    ids = chosen_uuids(request, list_spec(scope), load_members(scope))
    return Ticked(ids, "人", reverse("party:members"))


_LETTERS = ActPage(
    "登记介绍信", "登记", "已登记 {count:,} 封介绍信。",
    "电子介绍信以全国党员管理信息系统为准，这里只登记编号和日期，不另开纸质介绍信。已有介绍信或被退回的，登记后以新的为准，旧的作废。",
)  # fmt: skip
_CHECK_IN = ActPage(
    "登记报到", "登记报到", "已登记 {count:,} 人报到，请及时接收并出具回执。",
    "党员持有效介绍信到本地党组织报到后登记。接收并出具回执之前，仍由企业党组织负责管理。",
)  # fmt: skip
_ACCEPT = ActPage(
    "接收党组织关系", "接收", "已接收 {count:,} 人。",
    "接收后，这些党员自此由本地党组织负责管理，不能撤回。请在全国党员管理信息系统中同步办结。",
)  # fmt: skip
_RETURN = ActPage(
    "退回企业", "退回", "已退回 {count:,} 人，企业会看到原因。",
    "退回后，介绍信作废，仍由企业党组织负责管理；企业按原因办理后重新开具，或改由其他单位接收。", is_dangerous=True,
)  # fmt: skip
_WITHDRAW = ActPage(
    "撤回党员", "撤回", "已撤回 {count:,} 人。",
    "撤回后，接收单位不再看到这些党员，介绍信作废，仍由本单位党组织负责管理，可以随新的名册再次移交。", is_dangerous=True,
)  # fmt: skip


@require_POST
@requires(*ENTERPRISE_ROLES)
def letters(request: HttpRequest) -> HttpResponse:
    """Record the letters of those who were ticked."""
    form = LetterForm(sent(request), places=queries.other_receivers())

    def act(ids: Sequence[UUID]) -> int:
        return services.record_letters(
            actor=actor_of(request), at=timezone.now(), ids=ids, letter=form.letter()
        )  # fmt: skip

    return answer_ticked(request, _LETTERS, form, _chosen(request), act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back those who were ticked, after a page that asks."""

    def act(ids: Sequence[UUID]) -> int:
        return services.withdraw_members(actor=actor_of(request), at=timezone.now(), ids=ids)

    return confirm_ticked(request, _WITHDRAW, _chosen(request), act, "已报到、已接收或已撤回")


@require_POST
@requires(*RECEIVER_ROLES)
def check_in(request: HttpRequest) -> HttpResponse:
    """登记报到: the day on which those who were ticked reported in."""
    form = CheckInForm(sent(request), initial={"reported_on": timezone.localdate()})

    def act(ids: Sequence[UUID]) -> int:
        day = form.cleaned_data["reported_on"]
        return services.check_in_members(actor=actor_of(request), at=timezone.now(), ids=ids, reported_on=day)

    return answer_ticked(request, _CHECK_IN, form, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def accept(request: HttpRequest) -> HttpResponse:
    """接收: the receipt of those who were ticked."""
    form = AcceptForm(sent(request), initial={"received_on": timezone.localdate()})

    def act(ids: Sequence[UUID]) -> int:
        return services.accept_members(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return answer_ticked(request, _ACCEPT, form, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def return_to_enterprise(request: HttpRequest) -> HttpResponse:
    """退回企业: one reason for those who were ticked."""
    form = ReturnForm(sent(request))

    def act(ids: Sequence[UUID]) -> int:
        return services.return_members(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return answer_ticked(request, _RETURN, form, _chosen(request), act)
