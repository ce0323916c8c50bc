"""A word of explanation: the officer writes it, who decides reads it beside the claim, both open its paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.departments import errors, queries, services
from yinqiao.areas.departments.forms import AnswerFilter, ExplainForm
from yinqiao.areas.departments.rules import DECIDERS, OFFICERS
from yinqiao.areas.departments.tables import AnswerTable
from yinqiao.areas.intake.queries import get_message
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="来源单位的说明", table=AnswerTable, filters=AnswerFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("来源单位的说明", "departments.answers_exported", hint=UNNAMED),
    empty=Empty(
        "没有来源单位的说明",
        "您在“外来信息核实”中请来源核对后，来源单位写下的说明列在这里；打开可看到说明和双方的信息，再作决定。",
        picture="done",
    ),
)  # fmt: skip
_EXPLAIN = ActPage(
    "说明核对情况", "提交说明", "已提交，办理单位打开这一事项时会看到。",
    "说明只供办理单位决定时参考，登记不因此改变。信息有误的，请不要说明，直接撤回。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*OFFICERS)
def explain(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say something to a claim about which the office was asked."""
    actor = actor_of(request)
    found = get_message(scope=actor.scope, message_id=message_id)
    if request.method == "GET" and not queries.list_asked(scope=actor.scope).filter(pk=message_id).exists():
        raise errors.not_asked()
    form, back = (
        ExplainForm(request.POST or None, request.FILES or None),
        reverse("departments:message", args=[message_id]),
    )
    crumbs = [("已报信息", reverse("departments:messages")), ("一条信息", back), ("说明", "")]
    context = {"back": back, "crumbs": crumbs, "view": found}
    shown = Shown("departments/explain.html", context, back=lambda _: back)

    def act() -> None:
        services.explain_claim(
            actor=actor, at=timezone.now(), message_id=message_id, words=form.cleaned_data["words"],
            paper=form.cleaned_data["paper"],
        )  # fmt: skip

    return answer_form(request, _EXPLAIN, form, act, shown)


def of_claim(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """What its office says to a claim, beside the claim; whoever may decide has read it by that."""
    said = queries.list_explanations(scope=actor.scope, case_id=case_id)
    if not said:
        return None
    if actor.role in DECIDERS and any(one.read_at is None for one in said):
        services.note_explanations_read(actor=actor, at=timezone.now(), case_id=case_id)
    return {"said": said}


@require_http_methods(["GET", "POST"])
@requires(*DECIDERS)
def answers(request: HttpRequest) -> HttpResponseBase:
    """What offices said to the open claims about people of the scope."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_answers(scope=scope, unread=chosen.get("read") == "no")
        name = (chosen.get("name") or "").strip()
        return found.filter(case__retiree__name__contains=name) if name else found

    return answer_list(request, LIST, load, template="departments/answers.html")


@require_GET
@requires(*OFFICERS, *DECIDERS)
def paper(request: HttpRequest, explanation_id: UUID) -> StreamingHttpResponse:
    """The paper of an explanation, as a file to keep; noted, for it may name somebody."""
    actor = actor_of(request)
    file_id = queries.find_paper(scope=actor.scope, explanation_id=explanation_id)
    if file_id is None:
        raise NotFound("departments.no_paper", "这条说明没有证明材料。")
    file = get_file(file_id)
    note_people_read(
        actor=actor,
        at=timezone.now(),
        people=1,
        action="departments.paper_downloaded",
        purpose="查看来源单位的证明材料",
    )
    return answer_file(file)
