"""分校: branches with their rooms, and what each room is taken for in a week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.forms import BranchForm, RoomForm
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_NEW = ActPage("登记分校", "保存", "已登记分校，可以继续登记教室。", "分校面向所属单位和它所辖的全部社区。")
_ROOM = ActPage("登记教室", "保存", "已登记教室。", "同一个教室同一时间只能排一个活动，发布时核对。")
_WEEK = timedelta(days=7)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [("活动与老年大学", reverse("activities:offerings")), ("分校", reverse("activities:branches")), *more]


@require_GET
@requires(*ORGANISERS)
def branches(request: HttpRequest) -> HttpResponse:
    """The branches near the scope, with their rooms."""
    scope = actor_of(request).scope
    rows = [(one, near_label(one.place_no, scope)) for one in queries.list_branches(scope=scope)]
    return render(request, "activities/branches.html", {"rows": rows, "crumbs": [*crumbs()[:1], ("分校", "")]})


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def new(request: HttpRequest) -> HttpResponse:
    """Register a branch."""
    actor = actor_of(request)
    inside = [(one.place_no, near_label(one.place_no, actor.scope)) for one in places().within(actor.scope)]
    form = BranchForm(request.POST or None, places=inside)
    shown = Shown("ui/form_page.html", {"crumbs": crumbs(("登记分校", "")), "back": reverse("activities:branches")},
                  back=lambda made: reverse("activities:branch", args=[made]))  # fmt: skip
    return answer_form(
        request, _NEW, form, lambda: services.open_branch(actor=actor, at=timezone.now(), new=form.new()), shown
    )


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def new_room(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """Register a room."""
    actor = actor_of(request)
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    form, back = RoomForm(request.POST or None), reverse("activities:branch", args=[branch_id])
    shown = Shown("ui/form_page.html", {"crumbs": crumbs((row.name, back), ("登记教室", "")), "back": back},
                  back=lambda _: back)  # fmt: skip
    return answer_form(
        request, _ROOM, form,
        lambda: services.add_room(actor=actor, at=timezone.now(), branch_id=branch_id, new=form.new()), shown,
    )  # fmt: skip


@require_GET
@requires(*ORGANISERS)
def branch(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """The rooms of a branch and their calendar of a week."""
    actor = actor_of(request)
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    monday = _monday(request.GET.get("week", ""))
    begins = datetime.combine(monday, time(), timezone.get_current_timezone())
    taken = list(
        queries.list_room_sessions(scope=actor.scope, branch_id=branch_id, begins=begins, until=begins + _WEEK)
    )
    days = [(day, [one for one in taken if timezone.localdate(one.starts_at) == day]) for day in _days(monday)]
    context = {
        "row": row, "rooms": row.rooms.order_by("name"), "days": days, "monday": monday, "before": monday - _WEEK,
        "after": monday + _WEEK, "is_own": actor.scope.covers_place(row.place_no), "crumbs": crumbs((row.name, "")),
        "place": near_label(row.place_no, actor.scope),
    }  # fmt: skip
    return render(request, "activities/branch.html", context)


def _days(monday: date) -> list[date]:
    return [monday + timedelta(days=step) for step in range(7)]


def _monday(text: str) -> date:
    """The Monday of the week of a day that the address names; of this week for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    if not 2000 <= day.year <= 2100:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday())
