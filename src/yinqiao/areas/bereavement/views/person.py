"""One death: its checklist and visits, the paper for the family, a visit of condolence; the panel of the person page."""

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

from yinqiao.areas.bereavement import queries, services
from yinqiao.areas.bereavement.forms import CondolenceForm
from yinqiao.areas.bereavement.rules import kinds, outcome_words, yuan
from yinqiao.areas.bereavement.tables import FILE_TONES, TONES, is_waiting
from yinqiao.areas.bereavement.types import FileState, ItemState, Owner
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """How far what is to be done has come; nothing for who lives."""
    found = queries.find_file(scope=actor.scope, retiree_id=retiree_id)
    if found is None:
        return None
    waiting = [
        one for one in queries.list_items(actor=actor, scope=actor.scope, files=[found.pk]) if is_waiting(one.state)
    ]
    return {
        "file": found, "tone": FILE_TONES[found.state], "waiting": len(waiting),
        "overdue": sum(one.due_on < today for one in waiting), "url": reverse("bereavement:file", args=[retiree_id]),
    }  # fmt: skip


@require_GET
@requires(*CASEWORKERS)
def file(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The checklist, by whose turn it is; the visits; what other rooms add."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    found = _file(actor, retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    turns = set(queries.turns_of(actor.role))
    rows = queries.list_items(actor=actor, scope=actor.scope, files=[found.pk])
    groups = [
        (owner.label, [_row(one) for one in rows if one.owner == owner], owner in turns) for owner in Owner
    ]  # fmt: skip
    context = {
        "card": card, "file": found, "tone": FILE_TONES[found.state], "groups": [one for one in groups if one[1]],
        "condolences": [
            (one, yuan(one.money_fen)) for one in queries.list_condolences(scope=actor.scope, retiree_id=retiree_id)
        ],
        "parts": ui.parts_of("bereavement", actor, retiree_id), "today": timezone.localdate(),
        "pass": queries.find_pass(scope=actor.scope, file=found), "is_standing": found.state != FileState.WITHDRAWN, "crumbs": crumbs_of(actor, card, "丧葬悼念"),
    }  # fmt: skip
    return render(request, "bereavement/file.html", context)


def _file(actor: Actor, retiree_id: UUID) -> Any:
    found = queries.find_file(scope=actor.scope, retiree_id=retiree_id)
    if found is None:
        raise NotFound
    return found


def _row(one: Any) -> dict[str, Any]:
    return {
        "row": one, "kind": kinds()[one.code], "tone": TONES[one.state], "state": ItemState(one.state).label,
        "outcome": outcome_words(one.outcome), "is_waiting": is_waiting(one.state),
    }  # fmt: skip


@require_GET
@requires(*CASEWORKERS)
def notice(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """一次性告知: what the family has to do, in plain words, to be printed and handed over."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    found = _file(actor, retiree_id)
    if found.state == FileState.WITHDRAWN:
        raise NotFound
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = queries.list_items(actor=actor, scope=actor.scope, files=[found.pk])
    context = {
        "card": card, "file": found, "rows": [_row(one) for one in rows if one.owner == Owner.FAMILY],
        "unit": actor.unit, "today": timezone.localdate(), "crumbs": crumbs_of(actor, card, "一次性告知"),
    }  # fmt: skip
    return render(request, "bereavement/notice.html", context)


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
def condole(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记吊唁慰问: who went to the family."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = CondolenceForm(request.POST or None, initial={"visited_on": timezone.localdate()})
    page = ActPage("登记吊唁慰问", "保存", "已登记吊唁慰问。", "登记后，“上门吊唁慰问”这一项自动办结；可以登记多次。")
    context = {"card": card, "crumbs": crumbs_of(actor, card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: reverse("bereavement:file", args=[retiree_id]))

    def note() -> None:
        services.note_condolence(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new())

    return answer_form(request, page, form, note, shown)
