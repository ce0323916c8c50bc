"""代办授权 of one person: what stands, entered with the person's consent, taken back at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.authorisations import queries, services
from yinqiao.areas.authorisations.forms import GiveForm
from yinqiao.areas.authorisations.rules import KEEP, WORKERS
from yinqiao.areas.authorisations.types import Ended, Sees, Warrant, Way, matters_of
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.masking import mask_phone
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_GIVE = ActPage(
    "登记代办授权", "保存", "已登记。代办人可以用自己的手机登录长辈版代办。",
    "本人签字或当面同意的才登记。代办人只能办勾选的事项，每一步都记为代办；本人随时可以收回。",
)  # fmt: skip
_REVOKE = ActPage(
    "收回代办授权", "收回", "已收回，代办人马上不能再看、再办。", "收回以后，正在办的事继续办，由本人或社区跟进。", is_dangerous=True
)  # fmt: skip


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """Who may act now; nothing for enterprises and overseers."""
    if actor.role not in WORKERS:
        return None
    rows = [one for one in queries.list_authorisations(scope=actor.scope, retiree_id=retiree_id) if one.holds(today)]
    return {"rows": rows, "url": reverse("authorisations:of_person", args=[retiree_id])}


@require_GET
@requires(*WORKERS)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Every authorisation of a person, with limits and end."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = [told(one, today) for one in queries.list_authorisations(scope=actor.scope, retiree_id=retiree_id)]
    may = KEEP.allows(role=actor.role, status=RetireeStatus(card.status)).value
    context = {"card": card, "rows": rows, "may": may, "crumbs": crumbs_of(actor, card, "代办授权")}
    return render(request, "authorisations/of_person.html", context)


def told(one: Warrant, today: date) -> dict[str, Any]:
    """An authorisation in words."""
    titles = dict(matters_of(today))
    state = Ended(one.ended_why).label if one.ended_on else "有效" if one.holds(today) else "已到期"
    return {
        "one": one, "phone": mask_phone(one.phone), "matters": "、".join(titles.get(code, code) for code in one.matters),
        "sees": "、".join(Sees(code).label for code in one.sees), "way": Way(one.way).label, "state": state,
        "holds": one.holds(today),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*WORKERS)
def give(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Enter one."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    start = {"until_on": today + timedelta(days=180), "consented_on": today}
    form = GiveForm(request.POST or None, today=today, initial=start)
    back = reverse("authorisations:of_person", args=[retiree_id])
    return answer_form(
        request, _GIVE, form,
        lambda: services.authorise(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new()),
        Shown("ui/person_act.html", {"card": card, "crumbs": crumbs_of(actor, card, _GIVE.title)}, back=lambda _: back),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*WORKERS)
def revoke(request: HttpRequest, authorisation_id: UUID) -> HttpResponse:
    """Asks, then takes it back."""
    actor = actor_of(request)
    found = queries.get_authorisation(scope=actor.scope, authorisation_id=authorisation_id)
    card = get_person(scope=actor.scope, retiree_id=found.retiree_id)
    back = reverse("authorisations:of_person", args=[card.id])
    context = {"card": card, "crumbs": crumbs_of(actor, card, _REVOKE.title), "warrant": found, "back": back}
    return answer_form(
        request, _REVOKE, Form(request.POST if request.method == "POST" else None),
        lambda: services.revoke(actor=actor, at=timezone.now(), authorisation_id=authorisation_id),
        Shown("ui/person_act.html", context, back=lambda _: back),
    )  # fmt: skip
