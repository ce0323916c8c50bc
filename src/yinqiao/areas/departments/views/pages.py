"""What an officer of a department looks at: the own messages, one with its receipt, how the source fares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.departments import queries
from yinqiao.areas.departments.forms import ToldFilter
from yinqiao.areas.departments.rules import OFFICERS, may_take_back
from yinqiao.areas.departments.tables import TONES, ToldTable
from yinqiao.areas.intake.queries import get_message, health_of, title_of, words_of
from yinqiao.areas.intake.types import MessageState, inward_types
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Figure

LIST = ListSpec(
    title="已报信息", table=ToldTable, filters=ToldFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("已报信息清单", "departments.messages_exported", is_personal=False),
    empty=Empty(
        "本单位还没有报送信息",
        "本单位用接口、文件、函件或在“报送信息”页手工报送的每一条，和它的回执、办理结果都列在这里。",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OFFICERS)
def messages(request: HttpRequest) -> HttpResponseBase:
    """All that the own source told, whichever way it came."""
    scope = actor_of(request).scope
    source = queries.get_own_source(scope=scope, today=timezone.localdate())

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_told(scope=scope)
        if chosen.get("waits") == "mend":
            found = queries.list_to_mend(scope=scope, today=timezone.localdate())
        elif chosen.get("waits") == "asked":
            found = queries.list_questioned(scope=scope)
        elif chosen.get("waits") == "explained":
            found = queries.list_explained(scope=scope)
        if state := chosen.get("state"):
            found = found.filter(state=state)
        if event := (chosen.get("event") or "").strip():
            found = found.filter(event_id__contains=event)
        return found

    return answer_list(request, LIST, load, template="departments/messages.html", context={"source": source})


@require_GET
@requires(*OFFICERS)
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message: what it said, masked; what became of it; its receipt."""
    actor = actor_of(request)
    found = get_message(scope=actor.scope, message_id=message_id)
    row, known = found.row, inward_types().get(found.row.type)
    if found.facts:
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="departments.message_opened", purpose="查看本单位所报信息"
        )
    is_explained = queries.list_explained(scope=actor.scope).filter(pk=row.pk).exists()
    is_asked = is_explained or queries.list_asked(scope=actor.scope).filter(pk=row.pk).exists()
    context = {
        "view": found, "row": row, "tone": TONES.get(row.state, "neutral"), "is_asked": is_asked,
        "is_explained": is_explained, "said": queries.list_explanations(scope=actor.scope, case_id=found.dispute_id),
        "state": MessageState(row.state).label, "reason": words_of(row.reason), "digest": bytes(row.digest).hex(),
        "may_take_back": known is not None and may_take_back(row.state, is_withdrawal=known.is_withdrawal),
        "crumbs": [("已报信息", reverse("departments:messages")), ("一条信息", "")],
    }  # fmt: skip
    return render(request, "departments/message.html", context)


@require_GET
@requires(*OFFICERS)
def health(request: HttpRequest) -> HttpResponse:
    """How the own source fares: basis, types, today by outcome, refusals of a month."""
    scope, today = actor_of(request).scope, timezone.localdate()
    source = queries.get_own_source(scope=scope, today=today)
    found, page = health_of(scope=scope, source=source, today=today), reverse("departments:messages")
    figures = [
        Figure(one.label, found.today.get(one.value, 0), "今日", f"{page}?state={one.value}", unit="条")
        for one in (MessageState.APPLIED, MessageState.DISPUTED, MessageState.WAITING, MessageState.REFUSED)
    ]
    context = {
        "source": source, "health": found, "figures": figures, "types": [title_of(one) for one in source.types],
        "tone": {"active": "good", "halted": "danger"}.get(source.state, "neutral"),
        "refusals": [(words_of(code), count) for code, count in found.refusals.items()],
    }  # fmt: skip
    return render(request, "departments/health.html", context)
