"""One person: what is due and why, the screen at the door, what was delivered; the panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.duties import queries, services
from yinqiao.areas.duties.forms import DeliverForm
from yinqiao.areas.duties.rules import SERVE
from yinqiao.areas.duties.tables import TONES
from yinqiao.areas.duties.types import Need, case_door, member_words
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_DELIVER = ActPage(
    "登记服务", "保存", "已登记。登错的可以在“服务记录”里撤销。",
    "勾选本次完成的服务，选结果即可保存；照片、定位都不需要。",
)  # fmt: skip
_UNDO = ActPage(
    "撤销服务登记", "撤销登记", "已撤销，仍需要的服务已重新列入待办。",
    "本次登记完成的服务重新列入待办；原备注保留，另加一条说明。提出的联动事项不受影响。", is_dangerous=True,
)  # fmt: skip


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What is due to a person; nothing for enterprises and overseers, or where nothing is and nothing was."""
    if actor.role not in SERVE.roles:
        return None
    known = queries.titles()
    waiting = queries.list_person_duties(scope=actor.scope, retiree_id=retiree_id, is_open=True)
    return {
        "duties": [(known.get(one.standard, ""), one) for one in waiting],
        "deliver_url": reverse("duties:deliver", args=[retiree_id]),
        "url": reverse("duties:person", args=[retiree_id]),
        "today": today,
    }


@require_GET
@requires(*SERVE.roles)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """What is due to a person by which standard, what was done, what officers noted."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    known = queries.titles()
    waiting = queries.list_person_duties(scope=actor.scope, retiree_id=retiree_id, is_open=True)
    over = queries.list_person_duties(scope=actor.scope, retiree_id=retiree_id)[:50]
    context = {
        "card": card, "today": today, "may_deliver": _may(actor, card),
        "waiting": [(known.get(one.standard, one.standard), one) for one in waiting],
        "over": [(known.get(one.standard, one.standard), one, TONES[one.state]) for one in over],
        "deliveries": [
            (one, "、".join(member_words(Need, need) for need in one.needs), _case_url(one))
            for one in queries.list_deliveries(scope=actor.scope, retiree_id=retiree_id)[:50]
        ],
        "crumbs": crumbs_of(actor, card, "服务记录"),
    }  # fmt: skip
    return render(request, "duties/person.html", context)


def _case_url(delivery: Any) -> str:
    door = case_door()
    return door.url_of(delivery.case_id) if door and delivery.case_id else ""


def _may(actor: Actor, card: Any) -> bool:
    return bool(SERVE.allows(role=actor.role, status=RetireeStatus(card.status)).value)


@_BOTH
@requires(*SERVE.roles)
def deliver(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记服务: one screen at the door. Who comes second is told who was first, and may keep what he learned as a note."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    today = timezone.localdate()
    form = DeliverForm(
        request.POST or None, duties=_choices(request, retiree_id), initial={"day": today}, kinds=_kinds(today)
    )  # fmt: skip
    context = {"card": card, "crumbs": crumbs_of(actor, card, _DELIVER.title)}
    shown = Shown("duties/deliver.html", context, back=lambda _: reverse("duties:person", args=[retiree_id]))

    def act() -> object:
        known: dict[str, Any] = {"actor": actor, "at": timezone.now(), "retiree_id": retiree_id}
        if form.cleaned_data["as_note"]:
            return services.keep_words(delivery=form.delivery(), **known)
        try:
            made = services.record_delivery(delivery=form.delivery(), duties=form.cleaned_data["duties"], **known)
        except Conflict:
            form.offer_note()
            raise
        _tell_case(request, made)
        return made

    return answer_form(request, _DELIVER, form, act, shown)


def _kinds(today: date) -> Sequence[tuple[str, str]]:
    """Of what kind a matter may be that was found at the door."""
    door = case_door()
    return door.kinds(today) if door else ()


def _tell_case(request: HttpRequest, delivery_id: UUID) -> None:
    """Say what became of the matter that was found."""
    made = queries.get_delivery(scope=actor_of(request).scope, delivery_id=delivery_id)
    if made.case_id:
        messages.info(request, "已提出联动事项，由牵头单位办理，可以在本页的登记里打开。")
    elif made.case_refusal:
        messages.warning(request, f"走访已登记，但没有提成联动事项：{made.case_refusal}内容已留在备注里。")


def _choices(request: HttpRequest, retiree_id: UUID) -> list[tuple[str, str]]:
    """What is open; in what was sent also what another officer has closed since the page was opened."""
    scope, known = actor_of(request).scope, queries.titles()
    rows = list(queries.list_person_duties(scope=scope, retiree_id=retiree_id, is_open=True))
    sent = set(request.POST.getlist("duties"))
    if sent:
        over = queries.list_person_duties(scope=scope, retiree_id=retiree_id)[:200]
        rows += [one for one in over if str(one.pk) in sent]
    return [
        (str(one.pk), f"{known.get(one.standard, one.standard)}（{one.due_on:%Y-%m-%d} 前）") for one in rows
    ]  # fmt: skip


@_BOTH
@requires(*SERVE.roles)
def undo(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """撤销服务登记: what it closed is due again, as far as it still is."""
    actor = actor_of(request)
    found = queries.get_delivery(scope=actor.scope, delivery_id=delivery_id)
    card = get_person(scope=actor.scope, retiree_id=found.retiree_id)
    context = {"card": card, "crumbs": crumbs_of(actor, card, _UNDO.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: reverse("duties:person", args=[found.retiree_id]))
    return answer_form(
        request, _UNDO, forms.Form(request.POST or None),
        lambda: services.undo_delivery(actor=actor, at=timezone.now(), delivery_id=delivery_id), shown,
    )  # fmt: skip
