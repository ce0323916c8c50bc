"""What is done with the organisations that were ticked: offered on a path, taken back, returned with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.branches import queries, services
from yinqiao.areas.branches.forms import OfferForm, ReturnForm
from yinqiao.areas.branches.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.branches.views.organisations import list_spec, load_organisations
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids
from yinqiao.platform.ui.ticked import Ticked, answer_ticked, confirm_ticked, sent

_OFFER = ActPage(
    "提交党组织移交", "提交移交", "已提交 {count:,} 个党组织，下一步见名单。",
    "提交后接收单位可以看到，双方按移交方式一步一步办理；接收党委签收之前，仍由本单位党组织负责，可以撤回。"
    "审批、命名和发文在党内系统办理，这里只登记文号、日期和扫描件。",
)  # fmt: skip
_WITHDRAW = ActPage(
    "撤回党组织移交", "撤回", "已撤回 {count:,} 个党组织。",
    "撤回后，接收单位会在动态中看到撤回，不再看到这些党组织；已登记的步骤留有记录，重新提交后从头办理。", is_dangerous=True,
)  # fmt: skip
_RETURN = ActPage(
    "退回企业", "退回企业", "已退回 {count:,} 个党组织，企业会看到原因。",
    "退回后仍由企业党组织负责；企业改正或改选移交方式后重新提交，从头办理。", is_dangerous=True,
)  # fmt: skip


def _chosen(request: HttpRequest) -> Ticked:
    scope = actor_of(request).scope
    ids = chosen_uuids(request, list_spec(scope), load_organisations(scope))
    return Ticked(ids, "个党组织", reverse("branches:organisations"))


@require_POST
@requires(*ENTERPRISE_ROLES)
def offer(request: HttpRequest) -> HttpResponse:
    """提交移交: the path and the place of those that were ticked."""
    form = OfferForm(sent(request), places=queries.receivers())

    def act(ids: Sequence[UUID]) -> int:
        return services.offer_organisations(
            actor=actor_of(request), at=timezone.now(), ids=ids, path=form.chosen_path(),
            place_no=form.cleaned_data["place"],
        )  # fmt: skip

    return answer_ticked(request, _OFFER, form, _chosen(request), act)


@require_POST
@requires(*ENTERPRISE_ROLES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back those that were ticked, after a page that asks."""

    def act(ids: Sequence[UUID]) -> int:
        return services.withdraw_organisations(actor=actor_of(request), at=timezone.now(), ids=ids)

    return confirm_ticked(request, _WITHDRAW, _chosen(request), act)


@require_POST
@requires(*RECEIVER_ROLES)
def send_back(request: HttpRequest) -> HttpResponse:
    """退回企业: one reason for those that were ticked."""
    form = ReturnForm(sent(request))

    def act(ids: Sequence[UUID]) -> int:
        return services.return_organisations(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data)

    return answer_ticked(request, _RETURN, form, _chosen(request), act)
