"""企社联络: what an enterprise asks of the community of its people, and what it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.forms import RequestFilter, RequestForm
from yinqiao.areas.cases.tables import TONES, RequestTable
from yinqiao.areas.cases.types import ENTERPRISES, CaseState, Group, Result
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="企社联络", table=RequestTable, filters=RequestFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("企社联络清单", "cases.requests_exported", is_personal=False),
    empty=Empty(
        "还没有企社联络事项", "红白喜事、困难帮扶、证明材料、走访慰问，要社区配合的在这里提出。", "/cases/requests/new/", "提出联络",
    ),
)  # fmt: skip
_PAGE = ActPage("提出联络", "提出", "已提出，社区可以看到。", "由本企业移交人员所在的社区牵头办理，办结后在这里答复。")


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def requests(request: HttpRequest) -> HttpResponseBase:
    """What the enterprise asked for."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_requests(scope=scope, today=today, state=chosen.get("state") or "")

    return answer_list(request, LIST, load, template="cases/requests.html")


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def new(request: HttpRequest) -> HttpResponse:
    """A request about people of the enterprise."""
    actor, back = actor_of(request), reverse("cases:requests")
    kinds = [one for one in queries.kinds_on(timezone.localdate()) if one.group is Group.LIAISON]
    form = RequestForm(request.POST or None, kinds=kinds)
    context = {"back": back, "crumbs": [("企社联络", back), ("提出", "")]}
    return answer_form(
        request, _PAGE, form, lambda: services.open_case(actor=actor, at=timezone.now(), new=form.new()),
        Shown("cases/form.html", context, back=lambda made: reverse("cases:request", args=[made])),
    )  # fmt: skip


@require_GET
@requires(*ENTERPRISES)
def request_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One request: what was written, where it stands, what was answered."""
    actor = actor_of(request)
    row = queries.get_request(scope=actor.scope, case_id=case_id)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="cases.request_opened", purpose="查看企社联络")
    words, reply = queries.request_words(row)
    context = {
        "row": row, "kind": queries.kind_on(row.kind, row.opened_on), "state": CaseState(row.state).label,
        "tone": TONES[row.state], "today": timezone.localdate(), "words": words, "reply": reply,
        "result": Result(row.result).label if row.result else "", "lead": queries.unit_name(row),
        "crumbs": [("企社联络", reverse("cases:requests")), (row.number, "")],
    }  # fmt: skip
    return render(request, "cases/request.html", context)
