"""试用对接: the list, one sandbox with its people and what was told, one message with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.intake.queries import words_of
from yinqiao.areas.intake.types import MessageState
from yinqiao.areas.sandbox import queries
from yinqiao.areas.sandbox.forms import SandboxFilter, TriedFilter
from yinqiao.areas.sandbox.rules import MANAGERS
from yinqiao.areas.sandbox.tables import TONES, TRIED_TONES, SandboxTable, TriedTable
from yinqiao.areas.sandbox.types import SandboxState
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import Figure

_BOTH = require_http_methods(["GET", "POST"])
LIST = ListSpec(
    title="试用对接", table=SandboxTable, filters=SandboxFilter, unit="个", page_size=50,
    export=TableExport("试用对接", "sandbox.list_exported", is_personal=False),
    empty=Empty(
        "还没有试用对接",
        "部门、医院或企业的程序员要先试一试时，在这里登记：系统发放一个有期限的试用凭据和十名虚构人员，报送什么都碰不到真实人员。",
    ),
)  # fmt: skip
TRIED = ListSpec(
    title="试用信息", table=TriedTable, filters=TriedFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("试用信息", "sandbox.messages_exported", is_personal=False),
    empty=Empty("还没有收到试用信息", "对方按“对接说明”发出第一条后，几秒内会列在这里。"),
)  # fmt: skip


@_BOTH
@requires(*MANAGERS)
def sandboxes(request: HttpRequest) -> HttpResponseBase:
    """The sandboxes of the city."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        rows = queries.list_sandboxes(scope=scope, today=today)
        state, name = chosen.get("state") or "", (chosen.get("name") or "").strip()
        return [one for one in rows if (not state or one.state == state) and name in one.name]

    return answer_list(request, LIST, load, template="sandbox/sandboxes.html")


@_BOTH
@requires(*MANAGERS)
def sandbox(request: HttpRequest, no: str) -> HttpResponseBase:
    """One sandbox: its key, its people as they stand now, what was told and what it changed."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_sandbox(scope=actor.scope, no=queries.read_no(no), today=today)
    with queries.looking_into(actor=actor, no=row.no, today=today) as scope:
        people, counted = queries.list_made_up(scope=scope), queries.count_tried(scope=scope)

    def load(chosen: Mapping[str, Any]) -> Any:
        with queries.looking_into(actor=actor, no=row.no, today=today) as scope:
            event = (chosen.get("event") or "").strip()
            return queries.list_tried(scope=scope, state=chosen.get("state") or "", event=event)

    page = reverse("sandbox:sandbox", args=[no])
    figures = [
        Figure(one.label, counted.get(one, 0), "", f"{page}?state={one.value}", unit="条")
        for one in (MessageState.APPLIED, MessageState.DISPUTED, MessageState.WAITING, MessageState.REFUSED)
    ]
    context = {
        "row": row, "tone": TONES[row.state], "people": people, "figures": figures, "count": sum(counted.values()),
        "is_lapsed": row.state is SandboxState.LAPSED,
        "crumbs": [("试用对接", reverse("sandbox:sandboxes")), (row.name, "")],
    }  # fmt: skip
    return answer_list(request, TRIED, load, template="sandbox/sandbox.html", context=context)


@require_GET
@requires(*MANAGERS)
def message(request: HttpRequest, no: str, message_id: UUID) -> HttpResponse:
    """One message: what became of it, by which rule, what it changed, its receipt."""
    actor, today = actor_of(request), timezone.localdate()
    sandbox = queries.get_sandbox(scope=actor.scope, no=queries.read_no(no), today=today)
    with queries.looking_into(actor=actor, no=sandbox.no, today=today) as scope:
        view, changed = queries.get_tried(scope=scope, message_id=message_id)
    row = view.row
    context = {
        "sandbox": sandbox, "view": view, "row": row, "changed": changed, "digest": bytes(row.digest).hex(),
        "state": MessageState(row.state).label, "tone": TRIED_TONES.get(row.state, "neutral"),
        "reason": words_of(row.reason),
        "crumbs": [
            ("试用对接", reverse("sandbox:sandboxes")), (sandbox.name, reverse("sandbox:sandbox", args=[no])),
            ("一条信息", ""),
        ],
    }  # fmt: skip
    return render(request, "sandbox/message.html", context)
