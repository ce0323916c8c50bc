"""志愿服务 of a person: what the person can do, trainings, insurance, services; the list of volunteers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.forms import SignUpForm, TrainingForm, VolunteerFilter
from yinqiao.areas.volunteers.rules import ORGANISERS, in_hours
from yinqiao.areas.volunteers.tables import VolunteerTable, skills_in_words, standing_of
from yinqiao.areas.volunteers.types import Free, State
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="志愿者", table=VolunteerTable, filters=VolunteerFilter, page_size=50, is_wide=True,
    export=TableExport("志愿者", "volunteers.exported", hint=UNNAMED),
    empty=Empty("没有符合条件的志愿者", "退休人员在长辈版“志愿服务”里报名，或者由社区在人员页面的“志愿服务”里登记。"),
)  # fmt: skip
_JOIN = ActPage(
    "登记为志愿者",
    "登记",
    "已登记。",
    "先向本人说明记录什么、作什么用，本人同意后登记。特长、时间用来推荐任务，去不去由本人决定。",
)
_CHANGE = ActPage("修改志愿者登记", "保存", "已保存。", "特长、时间和保险到期日；已经记录的服务不变。")
_TRAIN = ActPage("登记培训", "保存", "已登记培训。", "写进本人的志愿服务记录。")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def volunteers(request: HttpRequest) -> HttpResponseBase:
    """The volunteers of the scope."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_volunteers(scope=scope).filter(state=chosen.get("state") or State.ACTIVE)
        if skill := chosen.get("skill"):
            found = found.filter(skills__contains=[skill])
        if free := chosen.get("free"):
            found = found.filter(times__contains=[free])
        return found.filter(retiree__name=chosen["name"].strip()) if chosen.get("name") else found

    return answer_list(request, LIST, load, template="volunteers/volunteers.html")


def _active(actor: Actor, retiree_id: UUID) -> Any:
    rows = queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    return next((one for one in rows if one.state == State.ACTIVE), None)


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Whether the person volunteers, and for how long so far; nothing for who does not organise."""
    del today
    if actor.role not in ORGANISERS:
        return None
    row = _active(actor, retiree_id)
    minutes = queries.minutes_of(queries.list_parts_of_person(scope=actor.scope, retiree_id=retiree_id))
    return {
        "row": row, "skills": skills_in_words(row.skills) if row else "", "hours": in_hours(minutes),
        "url": reverse("volunteers:of_person", args=[retiree_id]),
    }  # fmt: skip


@require_GET
@requires(*ORGANISERS)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """What the person is registered as, trainings, services with their hours."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    row, parts = _active(actor, retiree_id), queries.list_parts_of_person(scope=actor.scope, retiree_id=retiree_id)
    context = {
        "card": card, "row": row, "skills": skills_in_words(row.skills) if row else "",
        "times": "、".join(Free(one).label for one in row.times) if row else "", "today": timezone.localdate(),
        "trainings": row.trainings.order_by("-held_on") if row else (), "hours": in_hours(queries.minutes_of(parts)),
        "parts": [(one, in_hours(one.minutes or 0), *standing_of(one)) for one in parts],
        "is_managed": card.status == "managed", "crumbs": crumbs_of(actor, card, "志愿服务"),
        "now": timezone.now(),
    }  # fmt: skip
    return render(request, "volunteers/of_person.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def sign_up(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Register the person, or change what is registered."""
    actor = actor_of(request)
    card, row = get_person(scope=actor.scope, retiree_id=retiree_id), _active(actor, retiree_id)
    initial = {name: getattr(row, name) for name in ("skills", "times", "insured_until")} if row else {}
    form, page = SignUpForm(request.POST or None, initial=initial, asks_agreement=not row), _CHANGE if row else _JOIN
    act = services.change if row else services.sign_up
    return answer_form(
        request, page, form, lambda: act(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new()),
        _shown(actor, card, page.title),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def train(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Record a training."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = TrainingForm(request.POST or None, initial={"held_on": timezone.localdate()})
    return answer_form(
        request, _TRAIN, form,
        lambda: services.note_training(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new()),
        _shown(actor, card, _TRAIN.title),
    )  # fmt: skip


def _shown(actor: Actor, card: Any, title: str) -> Shown:
    context = {"card": card, "crumbs": crumbs_of(actor, card, title)}
    return Shown("ui/person_act.html", context, back=lambda _: reverse("volunteers:of_person", args=[card.id]))


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def leave(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Asks, then the person is a volunteer no more."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    back = reverse("volunteers:of_person", args=[retiree_id])
    text = "还没有开始的任务一并退出；已经确认的时长保留，仍可以开证明。想再参加，重新登记。"
    if asked := ask_first(request, Confirm("退出志愿者吗", text, "退出", back=back, facts=[("姓名", card.name)])):
        return asked
    try:
        services.leave(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    except Conflict as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已退出志愿者。")
    return redirect(back)
