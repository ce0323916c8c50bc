"""一周计划: a week of a community is proposed, changed by hand, confirmed, and taken to the telephone day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.accounts.queries import list_walkers
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.rounds import errors, queries, services
from yinqiao.areas.rounds.forms import FREE, OUT, HoursForm, MoveForm, NewPlanForm, PlaceForm, PlanFilter, PlannedFilter
from yinqiao.areas.rounds.queries import PlannedRow
from yinqiao.areas.rounds.rules import WALKERS
from yinqiao.areas.rounds.tables import PLAN_TONES, PlannedTable, PlanTable, week_words
from yinqiao.areas.rounds.views.week_page import days_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

_BOTH = require_http_methods(["GET", "POST"])
_PURPOSE = "一周走访计划"
_WEEKS = 4
_DAYS = "一二三四五六日"
_PLANS = ListSpec(
    title="一周计划", table=PlanTable, filters=PlanFilter, unit="份",
    export=TableExport("一周走访计划一览", "rounds.plans_exported", is_personal=False),
    empty=Empty("还没有一周走访计划", "按期限、楼栋和走访人的外出时间排出一周的走访，由您调整、确认。"),
)  # fmt: skip
_VISITS = ListSpec(
    title="计划走访名单", table=PlannedTable, filters=PlannedFilter, page_size=100, unit="户",
    export=TableExport("一周走访计划", "rounds.plan_exported", hint=UNNAMED),
    empty=Empty("没有这样的走访", "换一个条件再看。", picture="search"),
)  # fmt: skip
_NEW = ActPage(
    "编排一周计划", "编排", "已编排，请核对、调整后确认。",
    "系统按期限、楼栋和外出时间提出一份计划，需要几秒钟；由您决定，确认以前不影响任何人。",
)  # fmt: skip
_HOURS = ActPage(
    "请假、调整外出时间", "保存并重新编排", "已保存，以后几天已重新编排。",
    "已办的和人工指定的不动；请假那几天的走访改排到别的时间，排不下的列在最后。",
)  # fmt: skip
_MOVE = ActPage("调整走访安排", "保存", "已调整。", "人工指定后，重新编排时不再移动，直到您改为不指定。")


@_BOTH
@requires(*WALKERS)
def plans(request: HttpRequest) -> HttpResponseBase:
    """The plans of the scope, the newest week first."""
    scope = actor_of(request).scope
    return answer_list(
        request, _PLANS, lambda chosen: queries.list_plans(scope=scope, state=chosen.get("state") or ""),
        template="rounds/plans.html",
    )  # fmt: skip


@_BOTH
@requires(*WALKERS)
def new(request: HttpRequest) -> HttpResponse:
    """编排: of which community, where there are several; then the week and who goes."""
    actor, today = actor_of(request), timezone.localdate()
    inside = [(one.place_no, near_label(one.place_no, actor.scope)) for one in _communities(actor.scope)]
    back = reverse("rounds:plans")
    crumbs = [("离线走访", reverse("rounds:rounds")), ("一周计划", back), ("编排", "")]
    place_no = _chosen_place(request, inside)
    if place_no is None:
        context = {"form": PlaceForm(places=inside), "crumbs": crumbs, "back": back, "page": _NEW}
        return render(request, "rounds/plan_place.html", context)
    limits = queries.plan_limits_on(today)
    form = NewPlanForm(
        request.POST or None, weeks=_weeks(today),
        officers=[(str(key), name) for key, name in list_walkers(place_no=place_no, day=today)],
        initial={"minutes": limits.day_minutes, "until": today + timedelta(days=limits.ahead_days)},
    )  # fmt: skip
    context = {"crumbs": crumbs, "back": back, "about": near_label(place_no, actor.scope)}
    return answer_form(
        request, _NEW, form,
        lambda: services.make_plan(actor=actor, at=timezone.now(), new=form.new(place_no)),
        Shown("rounds/plan_new.html", context, back=lambda made: reverse("rounds:plan", args=[made])),
    )  # fmt: skip


def _communities(scope: Scope) -> Sequence[Any]:
    """The communities of a scope; the own place where there is none below, as of the agency's desk."""
    found = places().within(scope, DivisionKind.COMMUNITY)
    return found or [one for one in places().rows if one.place_no == scope.place_from]


def _chosen_place(request: HttpRequest, inside: Sequence[tuple[int, str]]) -> int | None:
    """The community that was chosen, or the only one there is."""
    if len(inside) == 1:
        return inside[0][0]
    told = request.GET.get("place", "")
    if not told:
        return None
    if told not in {str(one) for one, _ in inside}:
        raise NotFound
    return int(told)


def _weeks(today: date) -> list[tuple[str, str]]:
    """This week and the next ones, those without a working day ahead left out."""
    monday = today - timedelta(days=today.weekday())
    found = [monday + timedelta(days=7 * no) for no in range(_WEEKS)]
    ahead = [one for one in found if any(day >= today for day in queries.working_days(one))]
    return [(one.isoformat(), week_words(one) + ("（本周）" if one == monday else "")) for one in ahead]


@require_GET
@requires(*WALKERS)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The week: each day of each officer in order, what does not fit and why."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_plan(scope=actor.scope, plan_id=plan_id)
    shifts = queries.list_shifts(scope=actor.scope, plan_id=plan_id)
    rows = queries.list_planned(scope=actor.scope, plan_id=plan_id, today=today)
    note_people_read(
        actor=actor, at=timezone.now(), people=len(rows), action="rounds.read_plan", purpose=_PURPOSE
    )  # fmt: skip
    days = days_of(shifts, rows, today, queries.plan_limits_on(today))
    context = {
        "plan": row, "week": week_words(row.monday), "tone": PLAN_TONES[row.state], "days": days,
        "place": near_label(row.place_no, actor.scope), "unplaced": [one for one in rows if one.visit.day is None],
        "placed": sum(one.visit.day is not None for one in rows), "is_ahead": any(not one.is_past for one in days),
        "is_over": any(one.over for one in days), "own": actor.id,
        "crumbs": [("离线走访", reverse("rounds:rounds")), ("一周计划", reverse("rounds:plans")), (week_words(row.monday), "")],
    }  # fmt: skip
    return render(request, "rounds/plan.html", context)


@_BOTH
@requires(*WALKERS)
def visits(request: HttpRequest, plan_id: UUID) -> HttpResponseBase:
    """The same as a list, to be sorted and exported."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_plan(scope=actor.scope, plan_id=plan_id)
    names = {one.officer_no: one.officer_name for one in queries.list_shifts(scope=actor.scope, plan_id=plan_id)}

    def load(chosen: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = queries.list_planned(scope=actor.scope, plan_id=plan_id, today=today)
        wanted = {"": (True, False), "placed": (True,), "unplaced": (False,)}[chosen.get("case") or ""]
        return [_line(one, names) for one in rows if (one.visit.day is not None) in wanted]

    back = reverse("rounds:plan", args=[plan_id])
    crumbs = [("一周计划", reverse("rounds:plans")), (week_words(row.monday), back), ("名单", "")]
    return answer_list(
        request, changed(_VISITS, title=f"计划走访名单：{week_words(row.monday)}"), load,
        template="rounds/plan_visits.html", context={"crumbs": crumbs, "back": back},
    )  # fmt: skip


def _line(row: PlannedRow, names: Mapping[int, str]) -> dict[str, Any]:
    one = row.visit
    return {
        "day": one.day, "officer": names.get(one.officer_no or 0, "—"), "ordinal": one.ordinal or None, "name": row.name or "—",
        "services": "、".join(row.services) or "已办或不再需要", "due_on": one.due_on, "reason": one.reason,
    }  # fmt: skip


@require_POST
@requires(*WALKERS)
def replan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """重新编排 what lies ahead; what is done and what was put by hand stays."""
    services.replan(actor=actor_of(request), at=timezone.now(), plan_id=plan_id)
    messages.success(request, "已重新编排：已办的和人工指定的没有动，新到期的已列入。")
    return redirect("rounds:plan", plan_id)


@require_POST
@requires(*WALKERS)
def confirm(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """确认: from now on it stands on the list of the day of whoever goes."""
    services.confirm_plan(actor=actor_of(request), at=timezone.now(), plan_id=plan_id)
    messages.success(request, "已确认，走访人当天在“今天”里可以看到。以后仍可调整、重新编排。")
    return redirect("rounds:plan", plan_id)


@_BOTH
@requires(*WALKERS)
def hours(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Somebody is ill, or out for longer: what lies ahead is laid out anew."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_plan(scope=actor.scope, plan_id=plan_id)
    shifts = queries.list_shifts(scope=actor.scope, plan_id=plan_id)
    officers = sorted({(one.officer_no, one.officer_name) for one in shifts})
    ahead = sorted({one.day for one in shifts if one.day >= today})
    form = HoursForm(
        request.POST or None, officers=officers, days=[(one.isoformat(), _day_words(one)) for one in ahead]
    )  # fmt: skip
    back = reverse("rounds:plan", args=[row.pk])
    context = {
        "back": back,
        "crumbs": [("一周计划", reverse("rounds:plans")), (week_words(row.monday), back), ("请假", "")],
    }
    return answer_form(
        request, _HOURS, form,
        lambda: services.set_hours(
            actor=actor, at=timezone.now(), plan_id=plan_id, officer_no=form.cleaned_data["officer"],
            days=form.cleaned_data["days"], minutes=form.cleaned_data["minutes"],
        ),
        Shown("ui/form_page.html", context, back=lambda _: back),
    )  # fmt: skip


def _day_words(day: date) -> str:
    return f"{day:%m-%d} 周{_DAYS[day.weekday()]}"


@_BOTH
@requires(*WALKERS)
def move(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """To another officer or day, out of the week, or back to the system's choice."""
    actor, today = actor_of(request), timezone.localdate()
    visit = queries.get_visit(scope=actor.scope, visit_id=visit_id)
    card = get_person(scope=actor.scope, retiree_id=visit.retiree_id)
    shifts = queries.list_shifts(scope=actor.scope, plan_id=visit.plan_id)
    slots = [
        (f"{one.officer_no}:{one.day}", f"{_day_words(one.day)} {one.officer_name}")
        for one in shifts if one.day >= today and one.minutes
    ]  # fmt: skip
    now = {"slot": f"{visit.officer_no}:{visit.day}" if visit.day else OUT}
    form = MoveForm(request.POST or None, slots=slots, initial=now)
    back = reverse("rounds:plan", args=[visit.plan_id])
    page = changed(_MOVE, title=f"调整走访安排：{card.name}", text=f"期限 {visit.due_on:%Y-%m-%d}。{_MOVE.text}")
    context = {
        "back": back,
        "crumbs": [("一周计划", reverse("rounds:plans")), (week_words(visit.plan.monday), back), ("调整", "")],
    }
    known: dict[str, Any] = {"actor": actor, "at": timezone.now(), "visit_id": visit_id}
    return answer_form(
        request, page, form, lambda: _moved(form.cleaned_data["slot"], known),
        Shown("ui/form_page.html", context, back=lambda _: back),
    )  # fmt: skip


def _moved(told: str, known: Mapping[str, Any]) -> UUID:
    if told == FREE:
        return services.free_visit(**known)
    if told == OUT:
        return services.move_visit(slot=None, **known)
    officer_no, day = told.split(":")
    return services.move_visit(slot=(int(officer_no), date.fromisoformat(day)), **known)


@require_POST
@requires(*WALKERS)
def take_day(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """带到手机上: what is still to be done of an officer's day, up to one round, in one tap."""
    actor, now = actor_of(request), timezone.now()
    day = _wanted_day(request, queries.list_shifts(scope=actor.scope, plan_id=plan_id))
    rows = queries.list_planned(scope=actor.scope, plan_id=plan_id, today=timezone.localdate(now))
    mine = [one for one in rows if one.is_open and one.name and (one.visit.officer_no, one.visit.day) == day]
    most = queries.limits_on(timezone.localdate(now)).most_people
    duties = [duty for one in mine[:most] for duty in one.visit.duties]
    made = services.take_round(actor=actor, at=now, duties=duties, purpose=_PURPOSE)
    return redirect(f"{reverse('rounds:phone')}#{made}")


def _wanted_day(request: HttpRequest, shifts: Sequence[Any]) -> tuple[int, date]:
    told = request.POST.get("slot", "")
    found = {f"{one.officer_no}:{one.day}": (one.officer_no, one.day) for one in shifts}
    if told not in found:
        raise errors.slot_missing()
    return found[told]
