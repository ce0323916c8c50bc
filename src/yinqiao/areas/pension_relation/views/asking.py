"""养老保险关系：先问清办哪一件. Which of three things the person needs, said plainly, and the way to each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.pension_relation.forms import NeedForm
from yinqiao.areas.pension_relation.queries import article
from yinqiao.areas.pension_relation.rules import PLACES, need_of
from yinqiao.areas.pension_relation.types import PERIODS_ITEM, TRANSFER_ITEM, Drawing, Missed, Need
from yinqiao.areas.retirees.queries import find_row, get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.act_page import actor_of, crumbs_of
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def ask(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Two questions; the answer stands above them. Nothing is kept of either."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    form = NeedForm(request.POST or None)
    need = _need(form) if request.method == "POST" and form.is_valid() else None
    context = {
        "card": card, "form": form, "need": need, "article": article(today), "crumbs": crumbs_of(actor, card, "养老保险关系"),
        "differs": _differs(need, find_row(actor.scope, retiree_id).retired_on, today), "ways": _ways(need, retiree_id),
        "back": reverse("applications:of_person", args=[retiree_id]),
    }  # fmt: skip
    return render(request, "pension_relation/ask.html", context)


def _need(form: NeedForm) -> Need:
    told = form.cleaned_data
    return need_of(member_of(Drawing, told["drawing"]), member_of(Missed, told["missed"] or Missed.NO))


def _differs(need: Need | None, retired_on: date | None, today: date) -> date | None:
    """The month of retirement on record, where it speaks against what was answered."""
    return retired_on if need is Need.TRANSFER and retired_on is not None and retired_on <= today else None


def _ways(need: Need | None, retiree_id: UUID) -> list[tuple[str, str, str]]:
    """What can be done now: words, address, why. The first is what the person needs."""

    def item(code: str) -> str:
        return reverse("applications:apply", args=[retiree_id, code])

    moving = reverse("retirees:move", args=[retiree_id])
    return {
        Need.TRANSFER: [("申请养老保险关系转移", item(TRANSFER_ITEM), "三个环节各 15 个工作日，进展由人社经办机构告知。")],
        Need.PERIODS: [("申请缴费时段补记", item(PERIODS_ITEM), "关系不转移，养老金照常发放，由经办机构核实后补记。")],
        Need.DRAWING: [
            ("变更联系电话、地址", item("contact_change"), "社区当场办结，通知和提醒按新的联系方式送达。"),
            ("搬到其他社区居住", item("community_change"), "由新居住地社区接收，社会化管理关系随之变更。"),
            ("搬到外市居住", moving, "办理迁居登记，选社保经办机构，由其办理异地移交。"),
        ],
    }.get(need, []) if need else []  # fmt: skip
