"""One person: the standing with its signals, leads, attempts and declarations; the panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.lost_contact import queries
from yinqiao.areas.lost_contact.rules import TRY, reasons, ways
from yinqiao.areas.lost_contact.rules import plan as all_steps
from yinqiao.areas.lost_contact.tables import STEPS, TONES
from yinqiao.areas.lost_contact.types import Standing
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import actor_of, crumbs_of
from yinqiao.platform.ui.gates import requires

LABELS_OF_STEPS = {one.code: one.label for one in all_steps()}


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """联系状态 of somebody managed; nothing for enterprises and overseers."""
    if actor.role not in TRY.roles:
        return None
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    if card.status != RetireeStatus.MANAGED:
        return None
    found = queries.person_standing(scope=actor.scope, today=today, retiree_id=retiree_id)
    return {
        "found": found,
        "tone": TONES[found.standing],
        "url": reverse("lost_contact:person", args=[retiree_id]),
        "attempt_url": reverse("lost_contact:attempt", args=[retiree_id]),
    }


@require_GET
@requires(*TRY.roles)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """How a person stands and why, where to look, what was tried, who declared what."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    found = queries.person_standing(scope=actor.scope, today=today, retiree_id=retiree_id)
    cases = list(queries.list_cases(scope=actor.scope, retiree_id=retiree_id))
    leads = queries.leads_of(scope=actor.scope, retiree_id=retiree_id)
    plan = queries.search_plan(scope=actor.scope, retiree_id=retiree_id, leads=leads)
    upcoming = next((one.step.label for one in plan if one.is_next), "")
    steps = queries.list_steps(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    context = {
        "card": card,
        "found": found,
        "tone": TONES[found.standing],
        "step": upcoming or STEPS.get(found.standing, ""),
        "is_lost": found.standing is Standing.LOST,
        "leads": leads,
        "plan": plan,
        "steps": [(one, LABELS_OF_STEPS.get(one.code, one.code)) for one in steps],
        "attempts": queries.list_attempts(scope=actor.scope, retiree_id=retiree_id),
        "cases": [(one, reasons().get(one.reason, one.reason), ways().get(one.way, one.way)) for one in cases],
        "was_found": bool(cases) and cases[0].state == "found",
        "is_managed": card.status == RetireeStatus.MANAGED,
        "today": today,
        "links": ui.links_of("search_letters", retiree_id),
        "crumbs": crumbs_of(actor, card, "联系状态"),
    }
    return render(request, "lost_contact/person.html", context)
