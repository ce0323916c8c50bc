"""个人信息请求: enter one, the list of open ones, answer one; 谁看过、改过."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.datarights import queries, services
from yinqiao.areas.datarights.forms import DataAnswerForm, DataAskForm, DataRequestFilter
from yinqiao.areas.datarights.rules import ANSWER, OPEN, OVERSEERS
from yinqiao.areas.datarights.tables import DataRequestTable
from yinqiao.areas.datarights.types import DataRequestKind, DataRequestState
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import ActPage, actor_of, answer_act
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

MOST_LISTED = 5000
# Offices above those that usually answer.
_ABOVE = ("street_officer", "district_manager", "city_manager")
REQUESTS = ListSpec(
    title="个人信息请求", table=DataRequestTable, unit="项", filters=DataRequestFilter, page_size=50,
    export=TableExport("个人信息请求", "datarights.requests_exported", hint=UNNAMED),
    empty=Empty("没有待答复的个人信息请求", "本人提出查阅、复制、更正或删除时，在人员页面登记。", picture="done"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OPEN.roles)
def ask(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记个人信息请求."""
    card = get_person(scope=actor_of(request).scope, retiree_id=retiree_id)
    form = DataAskForm(request.POST or None, initial={"received_on": timezone.localdate()})
    page = ActPage(
        "登记个人信息请求", "登记请求", "已登记请求，请在期限内答复。",
        "依据《中华人民共和国个人信息保护法》，本人可以查阅、复制、更正、补充和删除个人信息。",
    )  # fmt: skip
    return answer_act(
        request, page, card, form,
        lambda: services.open_data_request(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, ask=form.ask()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ANSWER.roles)
def data_requests(request: HttpRequest) -> HttpResponse | FileResponse:
    """Requests of the scope, the earliest due first: those to be answered, or those that were."""

    def load(chosen: Mapping[str, Any]) -> Any:
        is_open, kind = chosen.get("state") != "answered", chosen.get("kind")
        found = queries.list_data_requests(scope=actor_of(request).scope, is_open=is_open, limit=MOST_LISTED)
        return [one for one in found if not kind or one.kind == kind]

    return answer_list(request, REQUESTS, load)


@require_http_methods(["GET", "POST"])
@requires(*ANSWER.roles)
def data_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, and its answer."""
    actor = actor_of(request)
    scope = actor.scope
    asked = queries.get_data_request(scope=scope, request_id=request_id)
    card = get_person(scope=scope, retiree_id=asked.retiree_id)
    if asked.state != DataRequestState.OPEN:
        links = ui.links_of("answered_wish", request_id) if actor.role in _ABOVE else []
        return render(request, "datarights/data_request.html", {"asked": asked, "card": card, "links": links})
    is_copy = asked.kind == DataRequestKind.COPY
    changes = None if is_copy else queries.list_changes_for(scope=scope, request_id=request_id)
    form = DataAnswerForm(request.POST or None, changes=changes, initial={"answered_on": timezone.localdate()})
    text = f"{asked.asked_by}于 {asked.received_on:%Y-%m-%d} 提出“{asked.kind_label}”：{asked.text}（答复期限 {asked.due_on:%Y-%m-%d}）"
    page = ActPage(
        "答复个人信息请求", "提交答复", "已记录答复。", text, link=_copy_link(request_id) if is_copy else None
    )
    return answer_act(
        request, page, card, form,
        lambda: services.answer_data_request(
            actor=actor_of(request), at=timezone.now(), request_id=request_id, answer=form.answer()
        ),
    )  # fmt: skip


def _copy_link(request_id: UUID) -> tuple[str, str]:
    return "打印个人信息副本", reverse("shell:person_copy", args=[request_id])


@require_GET
@requires(*OVERSEERS)
def touches(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """谁看过、改过: every reading and every act on one person."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = queries.who_touched(scope=actor.scope, retiree_id=retiree_id)
    return render(request, "datarights/touches.html", {"card": card, "rows": rows})
