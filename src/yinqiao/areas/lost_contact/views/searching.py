"""The search plan of one person: note what came of a step, make a note void."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.lost_contact import services
from yinqiao.areas.lost_contact.forms import StepForm
from yinqiao.areas.lost_contact.rules import SEARCH, plan
from yinqiao.areas.lost_contact.views.acts import answer_about
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*SEARCH.roles)
def step(request: HttpRequest, retiree_id: UUID, code: str) -> HttpResponse:
    """登记查找结果: what came of one step of the plan."""
    planned = next((one for one in plan() if one.code == code), None)
    if planned is None:
        raise Http404
    form = StepForm(request.POST or None, step=planned, initial={"taken_on": timezone.localdate()})
    page = ActPage(
        planned.label, "保存", "已登记查找结果。找到本人的请“登记找回”，得知已故的请核实后办“死亡登记”。",
        f"{planned.words}。登记结果不改变本人任何待遇和服务。",
    )  # fmt: skip
    return answer_about(
        request, retiree_id, page, form,
        lambda: services.record_step(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, code=code, taken=form.taken()
        ),
    )  # fmt: skip


@require_POST
@requires(*SEARCH.roles)
def void(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """作废 a step that was noted by mistake."""
    person = services.void_step(actor=actor_of(request), at=timezone.now(), step_id=step_id)
    messages.success(request, "这条查找记录已作废，下一步按查找计划重新排定。")
    return redirect("lost_contact:person", retiree_id=person)
