"""Messages of the sources: the list, and one with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.intake import queries
from yinqiao.areas.intake.forms import MessageFilter
from yinqiao.areas.intake.rules import MANAGERS
from yinqiao.areas.intake.tables import MESSAGE_TONES, MessageTable
from yinqiao.areas.intake.types import MessageState
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="外来信息", table=MessageTable, unit="条", page_size=50, is_wide=True,
    export=TableExport("外来信息清单", "intake.messages_exported", is_personal=False),
    empty=Empty("还没有外来信息", "来源报送的每条信息和它的回执、结果都列在这里。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def messages(request: HttpRequest) -> HttpResponseBase:
    """Every message of the city's sources, refused ones among them."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_messages(scope=scope)
        for field, name in (("source", "source_id"), ("state", "state"), ("event", "event_id")):
            if value := (chosen.get(field) or "").strip():
                found = found.filter(**{name: value})
        return found

    choices = [(str(one.pk), one.name) for one in queries.list_sources(scope=scope, today=timezone.localdate())]
    spec = replace(LIST, filters=with_choices(MessageFilter, sources=choices))
    context = {"crumbs": [("信息来源", reverse("intake:sources")), ("外来信息", "")]}
    return answer_list(request, spec, load, template="intake/messages.html", context=context)


@require_GET
@requires(*MANAGERS)
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message: what it says, masked, what became of it, by which rule, its receipt."""
    actor = actor_of(request)
    found = queries.get_message(scope=actor.scope, message_id=message_id)
    row = found.row
    if found.facts:
        note_people_read(
            actor=actor, at=timezone.now(), people=1, action="intake.message_opened", purpose="查看外来信息和回执"
        )
    context = {
        "view": found, "row": row, "tone": MESSAGE_TONES.get(row.state, "neutral"),
        "state": MessageState(row.state).label, "reason": queries.words_of(row.reason), "digest": bytes(row.digest).hex(),
        "links": ui.links_of("inward_message", row.pk) if row.retiree_id else [],
        "crumbs": [("外来信息", reverse("intake:messages")), ("一条信息", "")],
    }  # fmt: skip
    return render(request, "intake/message.html", context)


@require_GET
@requires(*MANAGERS)
def scan(request: HttpRequest, message_id: UUID) -> StreamingHttpResponse:
    """The scan of the letter, as a file to keep; noted, for it names a person."""
    actor = actor_of(request)
    row = queries.get_message(scope=actor.scope, message_id=message_id).row
    if row.letter_scan is None:
        raise NotFound("intake.no_scan", "这条信息没有扫描件。")
    file = get_file(row.letter_scan)
    note_people_read(
        actor=actor, at=timezone.now(), people=1, action="intake.scan_downloaded", purpose="查看来函扫描件"
    )
    return answer_file(file)
