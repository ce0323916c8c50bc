"""What is missing of one person: the page on which it is dealt with, and the panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yinqiao.areas.completeness import queries, services
from yinqiao.areas.completeness.rules import PLACE_ROLES, ROUTERS
from yinqiao.areas.completeness.types import Cause, PersonGap
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, crumbs_of
from yinqiao.platform.ui.gates import requires


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """待补信息 of one person; nothing where nothing is missing, and nothing for enterprises and overseers."""
    if actor.role not in PLACE_ROLES:
        return None
    gaps = queries.person_gaps(scope=actor.scope, today=today, retiree_id=retiree_id)
    return {"gaps": gaps, "url": reverse("completeness:person", args=[retiree_id])} if gaps else None


@require_GET
@requires(*PLACE_ROLES)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """What is missing of a person, who owes it, what another source knows, and the ways to mend it."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    gaps = queries.person_gaps(scope=actor.scope, today=timezone.localdate(), retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    context = {
        "card": card,
        "gaps": [(one, *_mending(one, retiree_id, actor.role), _source_url(one)) for one in gaps],
        "crumbs": crumbs_of(actor, card, "待补信息"),
        "here": reverse("completeness:person", args=[retiree_id]),
    }
    return render(request, "completeness/person.html", context)


def _mending(gap: PersonGap, retiree_id: UUID, role: str) -> tuple[str, str]:
    """The form on which an officer mends it, and the words of the way there; empty where this role has none."""
    if gap.spec.part:
        return reverse("retirees:correct", args=[retiree_id, gap.spec.part]), "自行填写"
    if gap.spec.code is Cause.NO_ONE_TO_CALL:
        return reverse("contacts:add", args=[retiree_id]), "登记联系人"
    if gap.spec.code is Cause.RESIDENCE_UNKNOWN and role in ROUTERS:
        return reverse("handover:desk"), "去分派"
    return "", ""


def _source_url(gap: PersonGap) -> str:
    """The way to a source whose value is not shown here."""
    told = gap.suggestion
    return reverse(told.url_name, args=[told.url_id]) + told.query if told and told.url_name else ""


@require_POST
@requires(*PLACE_ROLES)
def take(request: HttpRequest, retiree_id: UUID, cause: str) -> HttpResponse:
    """Take over what another source knows; the register notes from where."""
    wanted = next((one for one in Cause if one.value == cause), None)
    if wanted is None:
        raise Http404
    services.take_suggestion(actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, cause=wanted)
    messages.success(request, "已采用，登记已更正，来源为移交名册；如有误可在人员页面再次更正。")
    return redirect("completeness:person", retiree_id=retiree_id)
