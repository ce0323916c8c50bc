"""One person: hardship, visits, consent; the panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.forms import ConsentForm
from yinqiao.areas.aid.rules import CONSENT, LOOK, relief_kinds
from yinqiao.areas.aid.tables import RELIEF_TONES, TONES
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What stands, and until when to visit; nothing for enterprises, overseers, or where nothing stands."""
    if actor.role not in LOOK.roles:
        return None
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    return {
        "standing": queries.standing_hardship(scope=actor.scope, retiree_id=retiree_id),
        "visits": list(queries.list_person_visits(scope=actor.scope, retiree_id=retiree_id, is_open=True)),
        "note_url": _note_url(card, actor),
        "url": reverse("aid:person", args=[retiree_id]),
        "today": today,
    }


def _note_url(card: Any, actor: Actor) -> str:
    allowed = CONSENT.allows(role=actor.role, status=RetireeStatus(card.status)).value
    return reverse("retirees:note", args=[card.id]) + "?kind=visit" if allowed else ""


@require_GET
@requires(*LOOK.roles)
def person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """What civil affairs told, when to visit and who did, whether the person consented."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    scope = actor.scope
    visits = queries.list_person_visits(scope=scope, retiree_id=retiree_id)
    context = {
        "card": card,
        "hardships": queries.list_hardships(scope=scope, retiree_id=retiree_id),
        "visits": [(one, TONES[one.state]) for one in visits],
        "consents": queries.list_consents(scope=scope, retiree_id=retiree_id),
        "consent": queries.find_consent(scope=scope, retiree_id=retiree_id),
        "reliefs": [
            (one, relief_kinds()[one.kind].title, RELIEF_TONES[one.state])
            for one in queries.list_person_reliefs(scope=scope, retiree_id=retiree_id)
        ],
        "note_url": _note_url(card, actor),
        "today": timezone.localdate(),
        "crumbs": crumbs_of(actor, card, "困难状况与应走访"),
    }
    return render(request, "aid/person.html", context)


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def consent(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记本人同意: to being visited when the medical side tells that somebody should go."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = ConsentForm(request.POST or None, initial={"given_on": timezone.localdate()})
    page = ActPage(
        "登记本人同意", "保存", "已登记本人同意，可以随时撤回。",
        "同意的内容：医疗一侧提示需要走访时，社区收到“应走访”和期限；不含病名和任何诊断。不同意不影响任何服务。",
    )  # fmt: skip
    context = {"card": card, "crumbs": crumbs_of(actor, card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: reverse("aid:person", args=[retiree_id]))
    return answer_form(
        request, page, form,
        lambda: services.record_consent(
            actor=actor, at=timezone.now(), retiree_id=retiree_id, consent=form.consent()
        ),
        shown,
    )  # fmt: skip


@require_POST
@requires(*CONSENT.roles)
def withdraw_consent(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The person takes it back."""
    services.withdraw_consent(actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id)
    messages.success(request, "已登记撤回同意；依同意列入的走访一并撤销。")
    return redirect("aid:person", retiree_id=retiree_id)
