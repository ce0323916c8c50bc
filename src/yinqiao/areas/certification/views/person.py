"""One person: where the clock stands, the record, what pay is due later; the panel and the strand of the person page."""

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

from yinqiao.areas.certification import queries
from yinqiao.areas.certification.rules import CERTIFY
from yinqiao.areas.certification.tables import TONES, due_words
from yinqiao.areas.certification.types import Entry, Origin, State
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, crumbs_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.registry import StrandView


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """资格认证 of somebody with a clock; nothing for enterprises and overseers."""
    if actor.role not in CERTIFY.roles:
        return None
    clock = queries.find_clock(scope=actor.scope, retiree_id=retiree_id)
    if clock is None:
        return None
    is_held = get_person(scope=actor.scope, retiree_id=retiree_id).status == RetireeStatus.MANAGED
    return {
        "clock": clock,
        "tone": TONES[clock.state],
        "words": due_words(clock.due_on, today),
        "url": reverse("certification:person", args=[retiree_id]),
        "certify_url": reverse("certification:certify", args=[retiree_id]) if is_held else "",
    }


def pension_strand(actor: Actor, retiree_id: UUID) -> StrandView | None:
    """养老 in one line: where certification stands; what the register was told where there is no clock."""
    if actor.role not in CERTIFY.roles:
        return None
    clock = queries.find_clock(scope=actor.scope, retiree_id=retiree_id)
    if clock is None:
        return None
    state = clock.get_why_display() if clock.state == State.NOT_REQUIRED else f"认证：{clock.get_state_display()}"
    is_known = clock.certified_on is not None
    return StrandView(state, clock.certified_on, clock.get_method_display() if is_known else "")


@require_GET
@requires(*CERTIFY.roles)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Where a person's clock stands and why, what was told and done."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    clock = queries.find_clock(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    records = list(queries.list_records(scope=actor.scope, retiree_id=retiree_id))
    context = {
        "card": card,
        "clock": clock,
        "tone": TONES[clock.state] if clock else "",
        "words": due_words(clock.due_on, today) if clock else "",
        "is_open": clock is not None and clock.state != State.NOT_REQUIRED,
        "is_suspended": clock is not None and clock.state == State.SUSPENDED,
        "is_managed": card.status == RetireeStatus.MANAGED,
        "pay": queries.find_pay(scope=actor.scope, retiree_id=retiree_id, today=today),
        "records": [(one, _can_undo(one)) for one in records],
        "crumbs": crumbs_of(actor, card, "资格认证"),
    }
    return render(request, "certification/person.html", context)


def _can_undo(record: Any) -> bool:
    is_ours = record.entry == Entry.RESULT and record.origin == Origin.COMMUNITY and record.taken_from_id is None
    return is_ours and not hasattr(record, "undone_by")
