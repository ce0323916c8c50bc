"""企业补充: questions as both sides see them; the enterprise answers, the place takes over or refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.forms import AnswerForm, RequestFilter, SettleForm
from yinqiao.areas.completeness.rules import BY_ENTERPRISE, ENTERPRISE_ROLES, FLOW, OPEN, PARTIES, PLACE_ROLES
from yinqiao.areas.completeness.tables import STATE_TONES, AskedTable, RequestTable, spec_of
from yinqiao.areas.completeness.types import RequestState, RequestStep
from yinqiao.areas.organisations.queries import enterprise_choices
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.kernel.masking import mask_id_number, mask_phone
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="企业补充", table=RequestTable, unit="项", page_size=50, is_wide=True,
    export=TableExport("企业补充清单", "completeness.requests_exported", hint=UNNAMED),
    empty=Empty("没有未办结的补充请求", "社区请企业补充的信息、企业的答复都列在这里。", picture="done"),
)  # fmt: skip
_DONE = {
    RequestStep.TAKE: "已采用，登记已更正，来源为原企业。",
    RequestStep.REFUSE: "未采用，企业会看到原因。",
    RequestStep.CANCEL: "已取消这条请求。",
    RequestStep.CLOSE: "已知悉，请走访时自行核实。",
}
_MASKS = {"id_no": mask_id_number, "phone": mask_phone}


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def requests(request: HttpRequest) -> HttpResponseBase:
    """The questions of the scope: open ones first of all."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        state = chosen.get("state")
        found = queries.list_requests(scope=scope, states=[RequestState(state)] if state else OPEN)
        for field in ("cause", "enterprise"):
            if value := chosen.get(field):
                found = found.filter(**{"enterprise_id" if field == "enterprise" else field: value})
        if name := (chosen.get("name") or "").strip():
            found = found.filter(retiree__name__contains=name)
        return found

    choices = enterprise_choices(queries.list_requests(scope=scope))
    table = AskedTable if scope.is_enterprise else RequestTable
    spec = replace(LIST, table=table, filters=with_choices(RequestFilter, enterprises=choices))
    context = {"is_enterprise": scope.is_enterprise}
    return answer_list(request, spec, load, template="completeness/requests.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """答复: the value, or that the enterprise does not know."""
    actor = actor_of(request)
    found = queries.get_request(scope=actor.scope, request_id=request_id)
    form = AnswerForm(request.POST or None, spec=spec_of(found))
    page = ActPage(
        "答复补充请求", "提交答复", "已答复，由接收单位核对后采用。",
        "答复加密保存，只供本人所属的社区核对。不掌握的请如实勾选，社区会自行核实。",
    )  # fmt: skip
    shown = Shown("completeness/answer.html", {"row": found}, back=lambda _: reverse("completeness:requests"))
    return answer_form(
        request, page, form,
        lambda: services.answer_request(actor=actor, at=timezone.now(), request_id=request_id, **form.cleaned_data),
        shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACE_ROLES)
def settle(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What was answered, and what is done with it: take over, refuse, close, cancel."""
    actor = actor_of(request)
    found = queries.get_request(scope=actor.scope, request_id=request_id)
    form, status = SettleForm(request.POST or None), 200
    steps = [one for one in FLOW[RequestState(found.state)] if one not in BY_ENTERPRISE]
    if request.method == "POST":
        status = 422
        chosen = next((one for one in RequestStep if one.value == request.POST.get("step")), None)
        if chosen is not None and chosen not in BY_ENTERPRISE and form.is_valid():
            try:
                services.settle_request(
                    actor=actor, at=timezone.now(), request_id=request_id, step=chosen, **form.cleaned_data
                )
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, _DONE[chosen])
                return redirect("completeness:requests")
    else:
        note_person_opened(actor=actor, at=timezone.now(), retiree_id=found.retiree_id)
    context = {
        "row": found, "form": form, "steps": steps, "tone": STATE_TONES.get(found.state, "neutral"),
        "answer": _shown(found), "label": spec_of(found).code.label,
    }  # fmt: skip
    return render(request, "completeness/settle.html", context, status=status)


def _shown(found: Any) -> str:
    """What was answered, numbers masked; the register shows them in full by its own act, once taken over."""
    text = queries.read_answers([found]).get(found.pk, "")
    mask = _MASKS.get(spec_of(found).field)
    return mask(text) if mask and text else text
