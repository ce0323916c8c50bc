"""身后事项: the list of what is the reader's turn, and one of them with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.bereavement import queries, services
from yinqiao.areas.bereavement.forms import SettleForm, TurnFilter
from yinqiao.areas.bereavement.rules import FLOW, WHO, kinds, outcome_words
from yinqiao.areas.bereavement.tables import TONES, TurnTable, is_waiting, unit_of
from yinqiao.areas.bereavement.types import ItemState, Owner
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="身后事项", table=TurnTable, filters=TurnFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("身后事项清单", "bereavement.turns_exported", hint=UNNAMED),
    empty=Empty(
        "没有待办的身后事项", "有退休人员去世时，需要本单位办的事会列在这里，写明期限。", picture="done",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*WHO)
def turns(request: HttpRequest) -> HttpResponseBase:
    """What is the actor's turn, the soonest due first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        state = chosen.get("state")
        found = queries.list_turns(scope=actor.scope, role=actor.role, is_waiting=state != "all")
        if state == "overdue":
            found = found.filter(due_on__lt=today)
        if code := chosen.get("code"):
            found = found.filter(code=code)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    return answer_list(request, LIST, load, template="bereavement/turns.html")


@require_http_methods(["GET", "POST"])
@requires(*WHO)
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One of them: what and why, until when, and what came of it."""
    actor = actor_of(request)
    found = queries.get_turn(actor=actor, scope=actor.scope, item_id=item_id)
    kind = kinds()[found.code]
    words = kind.back if found.state == ItemState.TO_CORRECT else kind.words
    page = ActPage(kind.title, "登记结果", "已登记办理结果。", words)
    form = SettleForm(request.POST or None, kind=kind, state=found.state)
    if request.method == "GET":
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="bereavement.item_opened", purpose="办理身后事项"
        )
    context = {
        "row": found, "kind": kind, "tone": TONES[found.state], "owner": Owner(found.owner).label,
        "state": ItemState(found.state).label, "outcome": outcome_words(found.outcome),
        "unit": unit_of(found, actor.scope), "is_waiting": is_waiting(found.state), "today": timezone.localdate(),
        "is_reopened": "reopen" in FLOW[ItemState(found.state)],
        "crumbs": [("身后事项", reverse("bereavement:turns")), (found.name, "")],
    }  # fmt: skip
    shown = Shown("bereavement/item.html", context, back=lambda _: reverse("bereavement:turns"))

    def settle() -> None:
        services.settle_item(actor=actor, at=timezone.now(), item_id=item_id, outcome=form.cleaned_data["outcome"])

    return answer_form(request, page, form, settle, shown)


@require_POST
@requires(*WHO)
def reopen(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """It was settled by mistake."""
    services.reopen_item(actor=actor_of(request), at=timezone.now(), item_id=item_id)
    messages.success(request, "已恢复为待办理。")
    return redirect("bereavement:item", item_id)
