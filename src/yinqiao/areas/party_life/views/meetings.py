"""Meetings: the list, one of them, planned for a year or singly, changed, told, called off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_life import errors, queries, services
from yinqiao.areas.party_life.forms import (
    AddMeetingForm,
    CancelForm,
    ChangeMeetingForm,
    MeetingFilter,
    PlanForm,
    SeenForm,
)
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.areas.party_life.tables import MARK_TONES, MEETING_TONES, MeetingTable, meeting_words
from yinqiao.areas.party_life.types import Mark, MeetingKind, MeetingState
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

MEETINGS = ListSpec(
    title="支部会议", table=MeetingTable, filters=MeetingFilter, unit="次", page_size=50, is_wide=True,
    export=TableExport("支部会议", "party_life.meetings_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的会议", "在党支部页面点“制订年度计划”，一次列入全年的会议。"),
)  # fmt: skip


def when_words(row: Any) -> str:
    """When a meeting begins, in the city's own time."""
    return f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}"


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def meetings(request: HttpRequest) -> HttpResponseBase:
    """The meetings of the branches of the scope."""
    scope, now = actor_of(request).scope, timezone.now()

    def load(chosen: Any) -> Any:
        found = queries.list_meetings(scope=scope, now=now, wanted=chosen.get("state") or "")
        return found.filter(kind=chosen["kind"]) if chosen.get("kind") else found

    return answer_list(request, MEETINGS, load, template="party_life/meetings.html")


@require_GET
@requires(*ORGANISERS)
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its next step, who came, what was said, what was added."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    reasons = queries.excuses(timezone.localdate())
    roll = [
        (one, MARK_TONES.get(one.mark, "neutral"), reasons.get(one.reason, ""))
        for one in queries.list_roll(scope=actor.scope, meeting_id=meeting_id)
    ]
    counted = {mark.value: sum(1 for one, _, _ in roll if one.mark == mark) for mark in Mark}
    context = {
        "row": row, "title": meeting_words(row), "tone": MEETING_TONES[row.state], "when": when_words(row), "roll": roll,
        "counted": counted, "open": row.due - sum(counted.values()), "minutes": queries.minutes_of(row),
        "place": places().label(row.place_no), "may_check": row.state == MeetingState.HELD and actor.id != row.written_by,
        "additions": queries.list_additions(scope=actor.scope, meeting_id=meeting_id),
    }  # fmt: skip
    return render(request, "party_life/meeting.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def plan(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """制订年度计划: all meetings of a year at once."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    form = PlanForm(request.POST or None, initial={"year": today.year + (today.month == 12)})
    page = ActPage(
        "制订年度计划", "列入计划", "已列入计划。时间、地点和主题可以逐次修改。",
        f"按规定的次数，把这一年从今天起的会议一次列入，日期都是每月 {row.theme_day} 日。当月已有的不重复列入；"
        "没有支委会、党小组的，不列支委会会议、党小组会。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.plan_year(
            actor=actor, at=timezone.now(), branch_id=branch_id, year=form.cleaned_data["year"],
            venue=form.cleaned_data["venue"],
        ),
        sub=row.name, back=row.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def add(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """新增一次会议."""
    actor = actor_of(request)
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    initial = {"kind": MeetingKind.THEME.value, "day": timezone.localdate(), "hour": "09:30"}
    form = AddMeetingForm(request.POST or None, initial=initial)
    page = ActPage("新增会议", "列入计划", "已列入计划。", "已经开过的也可以补登：先列入，再通知、登记到会、填写记录。")
    return answer_step(
        request, page, form,
        lambda: services.add_meeting(actor=actor, at=timezone.now(), branch_id=branch_id, given=form.given()),
        sub=row.name, back=row.get_absolute_url(), to=lambda made: reverse("party_life:meeting", args=[made]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """修改时间、地点、主题."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    starts = timezone.localtime(row.starts_at)
    initial = {
        "day": starts.date(), "hour": f"{starts:%H:%M}", "venue": row.venue, "topic": row.topic, "lock_version": row.lock_version,
    }  # fmt: skip
    form = ChangeMeetingForm(request.POST or None, initial=initial)
    page = ActPage(
        "修改会议", "保存", "已保存。", "已经通知的，党员在手机上看到的是改后的时间和地点；打电话通知过的请再告知。"
    )
    return answer_step(
        request, page, form,
        lambda: services.change_meeting(
            actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"],
            given=form.given(MeetingKind(row.kind), row.group_no),
        ),
        sub=f"{row.branch.name}，{meeting_words(row)}", back=row.get_absolute_url(),
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def notify(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """通知, after asking: who is to come is fixed."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm(
        "通知开会", "应到党员按现在的名单定下来，各人在手机上看得到；不用手机的，请打印通知或者打电话。", "通知",
        back=row.get_absolute_url(), is_dangerous=False,
        facts=(("会议", meeting_words(row)), ("时间", when_words(row)), ("地点", row.venue or "还没有填写")),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    told = services.notify_meeting(
        actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"]
    )
    messages.success(request, f"已通知，应到 {told} 人。")
    return redirect(row)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """取消会议."""
    actor = actor_of(request)
    row = queries.get_meeting(scope=actor.scope, meeting_id=meeting_id)
    form = CancelForm(request.POST or None, initial={"lock_version": row.lock_version})
    page = ActPage(
        "取消会议", "取消会议", "已取消。", "取消后可以另行安排。已经打电话通知的，请再告知。", is_dangerous=True
    )
    return answer_step(
        request, page, form,
        lambda: services.cancel_meeting(
            actor=actor, at=timezone.now(), meeting_id=meeting_id, lock_version=form.cleaned_data["lock_version"],
            reason=form.cleaned_data["reason"],
        ),
        sub=f"{row.branch.name}，{meeting_words(row)}，{when_words(row)}", back=row.get_absolute_url(),
    )  # fmt: skip
