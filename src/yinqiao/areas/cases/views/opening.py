"""A case is opened by an office of the city, about a person or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.forms import OpenForm
from yinqiao.areas.cases.types import PLACES
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires

_PAGE = ActPage(
    "提出联动事项", "提出", "已提出，牵头单位可以看到。",
    "按权责清单由牵头单位办理，时限从明天起算。清单没有指定牵头单位的，由市级指定。",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def new(request: HttpRequest) -> HttpResponse:
    """About a place, an enterprise, or people by their numbers."""
    back = reverse("cases:cases")
    context = {"back": back, "crumbs": [("联动对接", back), ("提出", "")]}
    return _answer(request, None, context)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def new_of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """About a person whose page one comes from."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    context = {
        "back": reverse("shell:person", args=[retiree_id]), "crumbs": crumbs_of(actor, card, "提出联动事项"),
        "about": f"{card.name} · {card.place_label}",
    }  # fmt: skip
    return _answer(request, retiree_id, context)


def _answer(request: HttpRequest, person: UUID | None, context: Mapping[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    today: date = timezone.localdate()
    tree = places()
    form = OpenForm(
        request.POST or None,
        kinds=queries.kinds_to_open(today),
        named=tree.named(tree.rows),
        has_person=person is not None,
    )
    return answer_form(
        request, _PAGE, form,
        lambda: services.open_case(actor=actor, at=timezone.now(), new=form.new(person)),
        Shown("cases/form.html", context, back=lambda made: reverse("cases:case", args=[made])),
    )  # fmt: skip
