"""活动与老年大学: what is offered, drawn up, published, settled by lots, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.forms import CancelForm, OfferingFilter, OfferingForm, SettleForm
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.areas.activities.tables import STANDING_TONES, TONES, OfferingTable
from yinqiao.areas.activities.types import By, Kind, Standing, State
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="活动与老年大学", table=OfferingTable, filters=OfferingFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("活动和课程", "activities.exported", is_personal=False),
    empty=Empty("没有符合条件的活动和课程", "先登记分校和教室，再起草活动或课程；发布后，本地的退休人员可以报名。"),
)  # fmt: skip
_NEW = ActPage("起草活动或课程", "保存草稿", "已保存草稿，核对后发布。", "发布以前只有本单位看得到，可以随时修改。")
_CANCEL = ActPage(
    "取消活动", "取消活动", "已取消，报名的人列入“待告知”。", "取消后不能恢复；教室空出来，报名的人要逐一告知。",
    is_dangerous=True,
)  # fmt: skip
_SETTLE = ActPage("确定名单", "确定名单", "名单已定，报名的人列入“待告知”。")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def offerings(request: HttpRequest) -> HttpResponseBase:
    """What is offered near the scope."""
    scope, today = actor_of(request).scope, timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_offerings(scope=scope)
        if chosen.get("when") == "to_settle":
            found = found.filter(state=State.OPEN, closes_on__lt=today)
            found = found.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
        elif chosen.get("when") != "all":
            found = found.exclude(ends_on__lt=today).exclude(state=State.CANCELLED)
        for name in ("kind", "state"):
            if value := chosen.get(name):
                found = found.filter(**{name: value})
        if place := places().by_no.get(chosen.get("place") or 0):
            found = found.filter(place_no__gte=place.place_no, place_no__lt=place.place_end)
        return found.filter(title__contains=chosen["title"].strip()) if chosen.get("title") else found

    inside = [(one.place_no, near_label(one.place_no, scope)) for one in places().within(scope)]
    spec = replace(LIST, filters=with_choices(OfferingFilter, places=inside))
    return answer_list(request, spec, load, template="activities/offerings.html")


def _spots(scope: Scope) -> list[tuple[str, str]]:
    """The branches of the scope and their rooms."""
    found: list[tuple[str, str]] = []
    for one in queries.list_branches(scope=scope, is_own=True):
        found += [(f"{one.pk}/{room.pk}", f"{one.name} · {room.name}（{room.seats} 座）") for room in one.rooms.all()]
        found.append((str(one.pk), f"{one.name} · 不用教室"))
    return found


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("活动与老年大学", reverse("activities:offerings")), *more]


def _page(offering_id: Any) -> str:
    return reverse("activities:offering", args=[offering_id])


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def new(request: HttpRequest) -> HttpResponse:
    """Draw one up."""
    actor = actor_of(request)
    spots = _spots(actor.scope)
    form = OfferingForm(request.POST or None, spots=spots)
    context = {"crumbs": _crumbs((_NEW.title, "")), "has_branch": bool(spots)}
    return answer_form(
        request, _NEW, form, lambda: services.draft(actor=actor, at=timezone.now(), new=form.new()),
        Shown("activities/form.html", context, back=_page),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def change(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Change a draft."""
    actor = actor_of(request)
    row = queries.get_offering(scope=actor.scope, offering_id=offering_id, is_own=True)
    names = ("kind", "title", "about", "teacher", "for_whom", "term", "where", "seats", "closes_on", "first_on", "times",
             "begins", "ends")  # fmt: skip
    spot = f"{row.branch_id}/{row.room_id}" if row.room_id else str(row.branch_id)
    initial = {**{name: getattr(row, name) for name in names}, "spot": spot}
    form = OfferingForm(request.POST or None, initial=initial, spots=_spots(actor.scope))
    page = replace(_NEW, title="修改草稿", done="已保存修改。")
    context = {"crumbs": _crumbs((row.title, _page(row.pk)), (page.title, "")), "has_branch": True}
    return answer_form(
        request, page, form,
        lambda: services.redraft(actor=actor, at=timezone.now(), offering_id=offering_id, new=form.new()),
        Shown("activities/form.html", context, back=lambda _: _page(offering_id)),
    )  # fmt: skip


@require_GET
@requires(*ORGANISERS)
def offering(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """One of them: what it is, when, who enrolled, how lots were drawn."""
    actor = actor_of(request)
    row = queries.get_offering(scope=actor.scope, offering_id=offering_id)
    enrolments = list(queries.list_enrolments(scope=actor.scope, offering=row))
    if enrolments:
        note_people_read(
            actor=actor,
            at=timezone.now(),
            people=len(enrolments),
            action="activities.list_read",
            purpose="活动报名名单",
        )
    is_own, today = actor.scope.covers_place(row.place_no), timezone.localdate()
    context = {
        "row": row, "kind": Kind(row.kind).label, "state": State(row.state).label, "tone": TONES[row.state],
        "rows": [(one, Standing(one.state).label, STANDING_TONES[one.state], By(one.by).label) for one in enrolments],
        "sessions": queries.list_sessions(scope=actor.scope, offering=row), "is_own": is_own, "today": today,
        "guests": queries.list_guests(scope=actor.scope, offering=row),
        "dates": queries.dates_of(row) if row.state == State.DRAFT else [], "now": timezone.now(),
        "can_settle": is_own and row.state == State.OPEN and row.closes_on < today,
        "can_cancel": is_own and row.state != State.CANCELLED and (row.ends_on is None or row.ends_on >= today),
        "place": near_label(row.place_no, actor.scope), "crumbs": _crumbs((row.title, "")),
        "what": queries.lots_rule(today)["public_value"],
    }  # fmt: skip
    return render(request, "activities/offering.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def publish(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Asks, then opens enrolment."""
    actor = actor_of(request)
    row = queries.get_offering(scope=actor.scope, offering_id=offering_id, is_own=True)
    text = "发布后，本地的退休人员可以报名，内容、时间和名额不能再改；抽签的承诺数同时公布。"
    facts = [("名称", row.title), ("名额", f"{row.seats} 人"), ("报名截止", f"{row.closes_on:%Y-%m-%d}"),
             ("第一次", f"{row.first_on:%Y-%m-%d}，共 {row.times} 次")]  # fmt: skip
    question = Confirm(f"发布“{row.title}”吗", text, "发布", back=_page(row.pk), facts=facts, is_dangerous=False)
    if asked := ask_first(request, question):
        return asked
    try:
        services.publish(actor=actor, at=timezone.now(), offering_id=offering_id)
    except (Conflict, Invalid) as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已发布，开始报名。")
    return redirect(_page(row.pk))


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def settle(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Seat everybody, or draw lots."""
    actor = actor_of(request)
    row = queries.get_offering(scope=actor.scope, offering_id=offering_id, is_own=True)
    form = SettleForm(request.POST or None, what=queries.lots_rule(timezone.localdate())["public_value"])
    applied = queries.list_enrolments(scope=actor.scope, offering=row).filter(state=Standing.APPLIED).count()
    told = f"报名 {applied} 人，名额 {row.seats} 个，"
    lots = "须抽签。填写公开数后当场抽出，任何人都可以照公布的办法重算。"
    text = told + (lots if applied > row.seats else "不用抽签，全部录取。公开数留空。")
    context = {"crumbs": _crumbs((row.title, _page(row.pk)), (_SETTLE.title, "")), "back": _page(row.pk)}
    return answer_form(
        request, replace(_SETTLE, text=text), form, lambda: _settled(actor, offering_id, form),
        Shown("ui/form_page.html", context, back=lambda _: _page(offering_id)),
    )  # fmt: skip


def _settled(actor: Actor, offering_id: UUID, form: SettleForm) -> None:
    value = form.cleaned_data["public_value"]
    services.settle(actor=actor, at=timezone.now(), offering_id=offering_id, public_value=value)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def cancel(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """It does not take place."""
    actor = actor_of(request)
    row = queries.get_offering(scope=actor.scope, offering_id=offering_id, is_own=True)
    form, is_draft = CancelForm(request.POST or None), row.state == State.DRAFT
    context = {"crumbs": _crumbs((row.title, _page(row.pk)), (_CANCEL.title, "")), "back": _page(row.pk)}
    end = reverse("activities:offerings") if is_draft else _page(row.pk)
    return answer_form(
        request, _CANCEL, form,
        lambda: services.cancel(
            actor=actor, at=timezone.now(), offering_id=offering_id, why=form.cleaned_data["why"]
        ),
        Shown("ui/form_page.html", context, back=lambda _: end),
    )  # fmt: skip
