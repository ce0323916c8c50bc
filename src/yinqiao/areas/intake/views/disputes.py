"""外来信息核实: the claims that contradict, one side by side, and what is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.intake import queries, services
from yinqiao.areas.intake.forms import DecideForm, DisputeFilter
from yinqiao.areas.intake.rules import CASEWORKERS
from yinqiao.areas.intake.tables import DISPUTE_TONES, DisputeTable
from yinqiao.areas.intake.types import ContradictionState
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import CompareRow, Comparison

LIST = ListSpec(
    title="外来信息核实", table=DisputeTable, filters=DisputeFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("外来信息核实清单", "intake.disputes_exported", hint=UNNAMED),
    empty=Empty(
        "没有待核实的外来信息",
        "公安、人社等部门报送的信息与登记不一致、或死亡只有一个来源时，列在这里，由您核实后决定；决定之前不停任何服务。",
        picture="done",
    ),
)  # fmt: skip
_DONE = {
    "take": "已采用，登记已按来源更正。",
    "refuse": "未采用，来源会看到原因。",
    "ask": "已请来源核对，来源会看到。",
}


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
def disputes(request: HttpRequest) -> HttpResponseBase:
    """The claims of the scope, the soonest due first."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_disputes(
            scope=scope, is_open=chosen.get("state") != "all", rises_to=chosen.get("rises") or "", today=today
        )
        if kind := chosen.get("kind"):
            found = found.filter(kind=kind)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(retiree__name__contains=name)
        return found

    return answer_list(request, LIST, load, template="intake/disputes.html")


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
def dispute(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Both claims side by side; taking a death asks once more."""
    actor = actor_of(request)
    found = queries.get_dispute(scope=actor.scope, case_id=case_id)
    form, status = DecideForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("step", "")
        if (
            step == "take"
            and found.row.message.type.startswith("cn.yinqiao.person.death.")
            and (asked := ask_first(request, _question(found)))
        ):
            return asked
        try:
            _decide(actor, case_id, step, form.cleaned_data)
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _DONE[step])
            return redirect("intake:disputes")
    else:
        note_person_opened(actor=actor, at=timezone.now(), retiree_id=found.card.id)
    context = {**_context(found, form), "parts": ui.parts_of("claim", actor, case_id)}
    return render(request, "intake/dispute.html", context, status=status)


def _decide(actor: Actor, case_id: UUID, step: str, given: Mapping[str, Any]) -> None:
    now = timezone.now()
    if step == "take":
        services.take_claim(actor=actor, at=now, case_id=case_id, note=given["note"])
    elif step == "refuse":
        services.refuse_claim(actor=actor, at=now, case_id=case_id, reason=given["reason"], note=given["note"])
    elif step == "ask":
        services.ask_source(actor=actor, at=now, case_id=case_id, note=given["note"])
    else:
        raise Invalid("intake.step_missing", "没有收到您的决定。", next_step="请返回后重新选择。")


def _question(found: queries.DisputeView) -> Confirm:
    return Confirm(
        "登记死亡",
        "采用后登记为已故，本人的走访、认证提醒等事项随即停止，原企业会收到告知。如有误，可由街道以上经办人撤销。",
        "确认登记死亡",
        back=reverse("intake:dispute", args=[found.row.pk]),
        facts=(("姓名", found.card.name), ("来源", found.row.message.source.name)),
    )


def _context(found: queries.DisputeView, form: DecideForm) -> dict[str, Any]:
    row = found.row
    told = row.message
    rows = [CompareRow(label, known, claimed) for label, known, claimed in found.sides]
    about = [
        ("登记的来源", found.known_from or "—"),
        ("外来信息的来源", f"{told.source.name}（{told.source.get_kind_display()}）"),
        ("来源时间", f"{timezone.localtime(told.told_at):%Y-%m-%d %H:%M}" if told.told_at else "—"),
        ("收到", f"{timezone.localtime(told.received_at):%Y-%m-%d %H:%M}"),
        ("最近联系或走访", found.last_contact or "没有记录"),
    ]
    return {
        "view": found, "row": row, "form": form, "tone": DISPUTE_TONES[row.state],
        "state": ContradictionState(row.state).label, "is_open": row.state in ("open", "asked"),
        "kind": queries.words_of(row.kind), "decided": queries.words_of(row.reason),
        "about": about, "comparison": Comparison("登记", f"外来信息：{found.title}", rows),
        "crumbs": [("外来信息核实", reverse("intake:disputes")), (found.card.name, "")],
    }  # fmt: skip
