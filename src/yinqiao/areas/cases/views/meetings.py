"""专题协调会: the meetings, one with agenda, who came, decisions and how far each is; called, decided, recorded."""

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
from yinqiao.areas.cases.forms import DecisionForm, MeetingFilter, MeetingForm, RecordForm
from yinqiao.areas.cases.tables import STEP_TONES, TONES, MeetingTable
from yinqiao.areas.cases.types import PLACES, CaseState, MeetingState, StepState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="专题协调会", table=MeetingTable, filters=MeetingFilter, unit="次", page_size=50, is_wide=True,
    export=TableExport("专题协调会清单", "cases.meetings_exported", is_personal=False),
    empty=Empty(
        "还没有专题协调会", "几个单位意见不一、长期解决不了的事项，召集有关单位一起决定。", "/cases/meetings/new/", "召集会议",
    ),
)  # fmt: skip
_PLAN = ActPage("召集专题协调会", "召集", "已安排会议。", "议题是本单位范围内没有办结的联动事项。")
_DECIDE = ActPage(
    "记录决定", "保存", "已记录决定。",
    "写明由谁、几个工作日内做什么。还没有责任单位的可以先记；会议记录定稿时仍没有的，由召集单位负责。",
)  # fmt: skip
_RECORD = ActPage(
    "会议记录定稿", "定稿", "已定稿，每项决定已交办责任单位。",
    "定稿后每项决定作为交办，责任单位在“收到的交办”看到，在期限内答复。没有责任单位的决定由召集单位负责。定稿后不能再改。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def meetings(request: HttpRequest) -> HttpResponseBase:
    """The meetings that the scope's offices called."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        return queries.list_meetings(scope=scope, today=today, standing=chosen.get("standing") or "")

    return answer_list(request, LIST, load, template="cases/meetings.html")


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def new_meeting(request: HttpRequest) -> HttpResponse:
    """A meeting is called; `number` in the address puts a case on its agenda."""
    actor, back = actor_of(request), reverse("cases:meetings")
    form = MeetingForm(request.POST or None, initial={"numbers": request.GET.get("number", "")})
    crumbs = [("联动对接", reverse("cases:cases")), ("专题协调会", back), ("召集", "")]
    return answer_form(
        request, _PLAN, form, lambda: services.plan_meeting(actor=actor, at=timezone.now(), new=form.new()),
        Shown("cases/form.html", {"back": back, "crumbs": crumbs}, back=lambda made: reverse("cases:meeting", args=[made])),
    )  # fmt: skip


@require_GET
@requires(*PLACES)
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its cases, who came, what was decided and how far it is."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    note_people_read(actor=actor, at=timezone.now(), people=1, action="cases.meeting_opened", purpose="专题协调会")
    cases = [
        (one, queries.kind_on(one.kind, one.opened_on).title, CaseState(one.state).label, TONES[one.state])
        for one in queries.agenda_of(scope=actor.scope, meeting_id=meeting_id)
    ]
    decisions = [
        (one, words, StepState(one.step.state).label if one.step else "待定稿", STEP_TONES.get(one.step.state if one.step else "", "neutral"))
        for one, words in queries.decisions_of(scope=actor.scope, meeting_id=meeting_id)
    ]  # fmt: skip
    context = {
        "row": row, "state": MeetingState(row.state).label, "tone": "good" if row.state == MeetingState.HELD else "accent",
        "cases": cases, "decisions": decisions, "minutes": queries.minutes_of(row), "today": today,
        "convener": places().label(row.place_no),
        "may_write": row.state == MeetingState.PLANNED and row.place_no == actor.scope.place_from,
        "crumbs": [("联动对接", reverse("cases:cases")), ("专题协调会", reverse("cases:meetings")), (row.title, "")],
    }  # fmt: skip
    return render(request, "cases/meeting.html", context)


def _shown(meeting_id: UUID, title: str) -> Shown:
    back = reverse("cases:meeting", args=[meeting_id])
    crumbs = [("联动对接", reverse("cases:cases")), ("专题协调会", back), (title, "")]
    return Shown("cases/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: back)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def decide(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What was decided about a case of the agenda."""
    actor = actor_of(request)
    cases = queries.agenda_of(scope=actor.scope, meeting_id=meeting_id)
    named, firms, offices = queries.units_to_ask()
    titles = [(str(one.pk), f"{one.number} {queries.kind_on(one.kind, one.opened_on).title}") for one in cases]
    form = DecisionForm(request.POST or None, cases=titles, places=named, firms=firms, offices=offices)
    return answer_form(
        request, _DECIDE, form,
        lambda: services.decide(actor=actor, at=timezone.now(), meeting_id=meeting_id, new=form.decision()),
        _shown(meeting_id, "记录决定"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def record(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who came and what was said; the decisions go out."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    form = RecordForm(request.POST or None, initial={"present": "\n".join(row.invited)})
    return answer_form(
        request, _RECORD, form,
        lambda: services.record_meeting(actor=actor, at=timezone.now(), meeting_id=meeting_id, held=form.held()),
        _shown(meeting_id, "会议记录定稿"),
    )  # fmt: skip
