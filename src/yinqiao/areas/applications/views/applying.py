"""申请办事: which items a person may apply for, and the application taken at the counter."""

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

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.forms import ApplyForm
from yinqiao.areas.applications.rules import masked_answer
from yinqiao.areas.applications.tables import TONES
from yinqiao.areas.applications.types import OPEN, PLACES, CaseState, Item, entrance_of
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What a person has asked for and waits for, and the way to apply; nothing for enterprises and overseers."""
    if actor.role not in PLACES:
        return None
    found = queries.list_of_person(scope=actor.scope, retiree_id=retiree_id).filter(state__in=OPEN)
    rows = [(one, queries.item_of(one.item), CaseState(one.state).label, TONES[one.state]) for one in found]
    return {"rows": rows, "url": reverse("applications:of_person", args=[retiree_id]), "today": today}


@require_GET
@requires(*PLACES)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The cases of a person in plain words, and the items to apply for."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    own = queries.list_own_cases(scope=actor.scope, retiree_id=retiree_id)
    running = {one.code: one.id for one in own if one.state in OPEN}
    context = {
        "card": card, "crumbs": crumbs_of(actor, card, "申请办事"), "tones": TONES,
        "cases": [(one, TONES[one.state]) for one in own],
        "items": [
            (one, card.status in one.statuses, running.get(one.code), _start(retiree_id, one))
            for one in queries.items_in_force(today)
            if one.is_posthumous == card.is_deceased
        ],
    }  # fmt: skip
    return render(request, "applications/of_person.html", context)


def _start(retiree_id: UUID, item: Item) -> str:
    """Where one begins: the form, or the page of a room that asks first what the person needs."""
    if entrance := entrance_of(item.entrance):
        return reverse(entrance, args=[retiree_id])
    return reverse("applications:apply", args=[retiree_id, item.code])


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def apply(request: HttpRequest, retiree_id: UUID, code: str) -> HttpResponse:
    """An application for a person: what the register knows is told and need not be typed."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    item = queries.item_in_force(code, today)
    form = ApplyForm(request.POST or None, item=item, known=_known(actor, retiree_id, item))
    page = ActPage(item.title, "提交申请", "已提交申请，编号已生成。", item.about)
    context = {
        "card": card, "item": item, "back": reverse("applications:of_person", args=[retiree_id]),
        "crumbs": crumbs_of(actor, card, page.title),
    }  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.apply(
            actor=actor, at=timezone.now(), retiree_id=retiree_id, application=form.application()
        ),
        Shown("applications/apply.html", context, back=lambda made: reverse("applications:case", args=[made])),
    )  # fmt: skip


def _known(actor: Actor, retiree_id: UUID, item: Item) -> dict[str, str]:
    """Beside each field what the register says, masked."""
    known = queries.known_answers(scope=actor.scope, retiree_id=retiree_id, item=item)
    shown = {one.code: masked_answer(one, known.get(one.code, "")) for one in item.field}
    return {code: f"登记的是 {text}，没有变化的不用填。" for code, text in shown.items() if text}
