"""活动与课程 of a person: the panel, the enrolments, what the person may enrol in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.forms import EnrolForm
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.areas.activities.tables import STANDING_TONES
from yinqiao.areas.activities.types import LIVE, Standing
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_ENROL = ActPage(
    "替本人报名",
    "报名",
    "已报名。",
    "截止以前，先报后报机会一样；超过名额的抽签，没有抽中的候补。名单已定的，有空位即录取，没有的候补。",
)


def _rows(actor: Actor, retiree_id: UUID) -> list[tuple[Any, str, str]]:
    found = queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    return [(one, Standing(one.state).label, STANDING_TONES[one.state]) for one in found]


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What the person takes part in; nothing for who does not organise."""
    if actor.role not in ORGANISERS:
        return None
    live = [
        one for one in _rows(actor, retiree_id) if one[0].state in LIVE and (one[0].offering.ends_on or today) >= today
    ]
    return {"rows": live[:3], "url": reverse("activities:of_person", args=[retiree_id])}


@require_GET
@requires(*ORGANISERS)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The enrolments of a person, and what is open."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = _rows(actor, retiree_id)
    context = {
        "card": card, "rows": rows, "open": _open_to(actor, card), "is_managed": card.status == RetireeStatus.MANAGED,
        "live": LIVE, "crumbs": crumbs_of(actor, card, "活动与课程"),
    }  # fmt: skip
    return render(request, "activities/of_person.html", context)


def _open_to(actor: Actor, card: Any) -> list[Any]:
    """What a person who is looked after here may enrol in and has not."""
    if card.status != RetireeStatus.MANAGED:
        return []
    taken = {one.offering_id for one, _, _ in _rows(actor, card.id) if one.state in LIVE}
    found = queries.list_for_person(scope=actor.scope, place_no=card.place_no, today=timezone.localdate())
    return [one for one in found if one.pk not in taken]


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def enrol(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Enrol the person; `offering` of the address is chosen beforehand."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    choices = [
        (str(one.pk), f"{one.title}（{one.first_on:%Y-%m-%d} 起 {one.times} 次，名额 {one.seats}）")
        for one in _open_to(actor, card)
    ]
    form = EnrolForm(request.POST or None, initial={"offering": request.GET.get("offering", "")}, offerings=choices)
    context = {"card": card, "crumbs": crumbs_of(actor, card, _ENROL.title)}
    return answer_form(
        request, _ENROL, form,
        lambda: services.enrol(
            actor=actor, at=timezone.now(), offering_id=UUID(form.cleaned_data["offering"]), retiree_id=retiree_id,
            together_with=form.cleaned_data["together_with"],
        ),
        Shown("ui/person_act.html", context, back=lambda _: reverse("activities:of_person", args=[retiree_id])),
    )  # fmt: skip
