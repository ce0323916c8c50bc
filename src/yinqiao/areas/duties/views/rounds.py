"""走访单: the round on paper with a square code for each person, and typed back in one screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.duties import errors, queries, services
from yinqiao.areas.duties.forms import RoundDayForm, TypedForm
from yinqiao.areas.duties.queries import RoundPerson
from yinqiao.areas.duties.rules import SERVE
from yinqiao.areas.duties.views.lists import load_duties, spec_of
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.kernel.periods import age_on
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.exports import PurposeForm
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

MOST_ON_PAPER = 300
MOST_TYPED = 60


def _chosen(request: HttpRequest, most: int) -> list[UUID]:
    scope = actor_of(request).scope
    ids = chosen_uuids(request, spec_of(scope), load_duties(scope))
    if len(ids) > most:
        raise errors.too_many(most)
    return ids


@require_POST
@requires(*SERVE.roles)
def sheet(request: HttpRequest) -> HttpResponse:
    """打印走访单: asks for the purpose, then a page for A4 paper, by community and building."""
    actor, ids = actor_of(request), _chosen(request, MOST_ON_PAPER)
    form = PurposeForm(request.POST if "purpose" in request.POST else None)
    if not form.is_valid():
        context = {"form": form, "ids": ids}
        return render(request, "duties/sheet_ask.html", context, status=422 if form.is_bound else 200)
    people = queries.list_round(scope=actor.scope, ids=ids)
    purpose = form.cleaned_data["purpose"]
    note_people_read(
        actor=actor, at=timezone.now(), people=len(people), action="duties.round_printed", purpose=purpose
    )  # fmt: skip
    context = {
        "places": _by_building(request, actor, people), "purpose": purpose, "made_at": timezone.localtime(),
        "total": len(people),
    }  # fmt: skip
    response = render(request, "duties/sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _by_building(
    request: HttpRequest, actor: Actor, people: Sequence[RoundPerson]
) -> list[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    """Community → building → people, in the order given."""
    known, today = queries.titles(), timezone.localdate()

    def line(one: RoundPerson) -> dict[str, Any]:
        address = request.build_absolute_uri(reverse("duties:deliver", args=[one.id]))
        return {
            "person": one, "age": age_on(one.born_on, today),
            "services": [(known.get(duty.standard, ""), duty.due_on) for duty in one.duties],
            "code": segno.make(address, error="m", micro=False).svg_data_uri(scale=2, border=2),
        }  # fmt: skip

    return [
        (
            near_label(place_no, actor.scope),
            [
                (building or "楼栋未登记", [line(one) for one in inside])
                for building, inside in groupby(of_place, lambda one: one.building)
            ],
        )
        for place_no, of_place in groupby(people, lambda one: one.place_no)
    ]


@require_POST
@requires(*SERVE.roles)
def typed(request: HttpRequest) -> HttpResponse:
    """录入走访单: a line for each person of the round; what cannot be saved stays on the screen with its reason."""
    actor, ids = actor_of(request), _chosen(request, MOST_TYPED)
    people = queries.list_round(scope=actor.scope, ids=ids)
    is_sent = "day" in request.POST
    day_form = RoundDayForm(request.POST if is_sent else None, initial={"day": timezone.localdate()})
    lines = [(one, TypedForm(request.POST if is_sent else None, prefix=f"p{one.id}")) for one in people]
    if is_sent and day_form.is_valid():
        saved, left = _save(actor, day_form.cleaned_data["day"], lines)
        if saved:
            messages.success(request, f"已登记 {saved:,} 人。")
        if not left:
            return redirect("duties:duties")
        lines = left
    known = queries.titles()
    shown = [(one, [known.get(duty.standard, "") for duty in one.duties], form) for one, form in lines]
    context = {"day_form": day_form, "lines": shown, "ids": ids}
    return render(request, "duties/typed.html", context, status=422 if is_sent else 200)


def _save(
    actor: Actor, day: date, lines: Sequence[tuple[RoundPerson, TypedForm]]
) -> tuple[int, list[tuple[RoundPerson, TypedForm]]]:
    """How many were saved, and the lines that could not be; a line without a tick is left for another time."""
    saved, left = 0, []
    for one, form in lines:
        if not form.is_valid():
            left.append((one, form))
            continue
        delivery = form.delivery(day)
        if delivery is None:
            continue
        try:
            services.record_delivery(
                actor=actor, at=timezone.now(), retiree_id=one.id, delivery=delivery,
                duties=[duty.pk for duty in one.duties],
            )  # fmt: skip
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
            left.append((one, form))
        else:
            saved += 1
    return saved, left
