"""变动经过: each cause of a person with everything that followed, where it is, and what undid it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.effects import queries
from yinqiao.areas.effects.rules import ENTERPRISES, OVERSEERS, PLACES
from yinqiao.areas.effects.types import Chain, Step
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, crumbs_of, person_url
from yinqiao.platform.ui.gates import requires

# Who may open the message of another office: its own office alone (`intake`).
_OPENS_MESSAGES = "city_manager"


@require_GET
@requires(*PLACES, *ENTERPRISES, *OVERSEERS)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Every cause of a person, the newest first."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    chains = queries.list_chains(actor=actor, scope=actor.scope, retiree_id=retiree_id, today=today)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    context = {
        "card": card, "chains": [_linked(one, actor, retiree_id) for one in chains],
        "person_url": person_url(retiree_id), "crumbs": crumbs_of(actor, card, "变动经过"),
        "is_enterprise": actor.scope.is_enterprise,
        # What a family may ask for after a death.
        "services_url": reverse("applications:of_person", args=[retiree_id])
        if card.is_deceased and actor.role in PLACES
        else "",
    }  # fmt: skip
    return render(request, "effects/person.html", context)


@require_GET
@requires(_OPENS_MESSAGES)
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """From a message to what followed from it, on the page of its person."""
    actor = actor_of(request)
    retiree_id, act_id = queries.chain_of_message(scope=actor.scope, message_id=message_id)
    get_person(scope=actor.scope, retiree_id=retiree_id)
    return redirect(reverse("effects:person", args=[retiree_id]) + (f"#act-{act_id}" if act_id else ""))


def _linked(chain: Chain, actor: Actor, retiree_id: UUID) -> Chain:
    """With the addresses that this actor may open."""
    told = chain.told
    if told is not None:
        url = reverse("intake:message", args=[told.url]) if actor.role == _OPENS_MESSAGES else ""
        told = replace(told, url=url)
    return replace(chain, told=told, steps=_steps(chain.steps, actor, retiree_id))


def _steps(steps: Sequence[Step], actor: Actor, retiree_id: UUID) -> list[Step]:
    linked = []
    for one in steps:
        if one.url == "effects:followups":
            url = reverse(one.url) if queries.turns_of(actor.role) else ""
        else:
            url = reverse(one.url, args=[retiree_id]) if one.url else ""
        linked.append(replace(one, url=url))
    return linked
