"""后续事项: the list of whose turn it is, and one of them with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.effects import queries, services
from yinqiao.areas.effects.forms import FollowupFilter, SettleForm
from yinqiao.areas.effects.rules import ENTERPRISES, PLACES, kinds
from yinqiao.areas.effects.tables import TONES, FollowupTable, UnpaidTable, title_of
from yinqiao.areas.effects.types import Owner, State
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

WHO = (*ENTERPRISES, *PLACES)
LIST = ListSpec(
    title="后续事项", table=FollowupTable, filters=FollowupFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("后续事项清单", "effects.followups_exported", hint=UNNAMED),
    empty=Empty(
        "没有待办的后续事项",
        "有人去世、迁居等，需要本单位接着办的事会列在这里，写明期限；系统只提醒，办理和决定由您作出。",
        picture="done",
    ),
)  # fmt: skip
UNPAID = replace(LIST, table=UnpaidTable)


@require_http_methods(["GET", "POST"])
@requires(*WHO)
def followups(request: HttpRequest) -> HttpResponseBase:
    """What is the actor's turn, the soonest due first."""
    actor, today = actor_of(request), timezone.localdate()
    owners = queries.turns_of(actor.role)

    def load(chosen: Mapping[str, Any]) -> Any:
        state = chosen.get("state")
        found = queries.list_followups(scope=actor.scope, owners=owners, is_open=state != "all")
        if state == "overdue":
            found = found.filter(due_on__lt=today)
        if kind := chosen.get("kind"):
            found = found.filter(kind=kind)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    return answer_list(request, LIST if Owner.AGENCY in owners else UNPAID, load, template="effects/followups.html")


@require_http_methods(["GET", "POST"])
@requires(*WHO)
def followup(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    """One of them: why, until when, and what came of it."""
    actor = actor_of(request)
    found = queries.get_followup(actor=actor, scope=actor.scope, followup_id=followup_id)
    kind = kinds()[found.kind]
    page = ActPage(title_of(found), "登记结果", "已登记办理结果。", kind.back if found.is_back else kind.words)
    form = SettleForm(request.POST or None, kind=kind)
    if request.method == "GET":
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="effects.followup_opened", purpose="办理后续事项"
        )
    context = {
        "row": found, "tone": TONES[found.state], "state": State(found.state).label, "owner": Owner(found.owner).label,
        "outcome": kind.outcome(found.outcome), "unit": _unit(found, actor.scope), "is_open": found.state == State.OPEN,
        "is_done": found.state == State.DONE, "today": timezone.localdate(),
        "crumbs": [("后续事项", reverse("effects:followups")), (found.name, "")],
    }  # fmt: skip
    shown = Shown("effects/followup.html", context, back=lambda _: reverse("effects:followups"))

    def settle() -> None:
        services.settle_followup(
            actor=actor, at=timezone.now(), followup_id=followup_id, outcome=form.cleaned_data["outcome"]
        )

    return answer_form(request, page, form, settle, shown)


def _unit(row: Any, scope: Any) -> str:
    if row.enterprise_id is not None:
        return enterprise_names({row.enterprise_id}).get(row.enterprise_id, "—")
    return near_label(row.place_no, scope)


@require_POST
@requires(*WHO)
def reopen(request: HttpRequest, followup_id: UUID) -> HttpResponse:
    """It was settled by mistake."""
    services.reopen_followup(actor=actor_of(request), at=timezone.now(), followup_id=followup_id)
    messages.success(request, "已恢复为待办理。")
    return redirect("effects:followup", followup_id)
