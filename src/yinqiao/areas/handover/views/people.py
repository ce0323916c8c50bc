"""Everybody handed over within a scope; the first contact; the enterprise's answer to a return; the contact card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import segno
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.forms.offers import AgainForm, ContactFilter, ContactForm, PeopleFilter, ReturnedFilter
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tables.offers import ContactTable, OwnPeopleTable, PeopleTable, ReturnedTable
from yinqiao.areas.handover.types import ROSTER, ContactedWith, OfferState, ReturnReason
from yinqiao.areas.handover.views.shared import (
    DUE_FILTERS,
    ENTERPRISES,
    PLACES,
    STATE_FILTERS,
    enterprise_choices,
    filtered,
    place_choices,
    with_names,
)
from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids, with_choices
from yinqiao.platform.ui.registry import ui


def _filters(scope: Scope, asked: str) -> type[forms.Form]:
    """Filters over everybody handed over in this scope."""
    own = sorted(enterprise_names(set(scope.enterprises) or None).items(), key=lambda one: one[1])
    # Where somebody lives is not the enterprise's to learn, by a filter neither.
    levels = [] if scope.is_enterprise else _with_asked(place_choices(scope), scope, asked)
    batches = list_batches(scope=scope, kind=ROSTER, state=BatchState.CHECKED).values_list("id", "batch_no")
    missing = [(batch_id, f"不在 {batch_no} 中") for batch_id, batch_no in batches] if scope.is_enterprise else []
    return with_choices(PeopleFilter, enterprises=own, places=levels, rosters=missing)


def _with_asked(levels: list[tuple[int, str]], scope: Scope, asked: str) -> list[tuple[int, str]]:
    """The choices, and first the place of the address when it lies in the scope on another level.

    The indicator leads here from districts and communities; a place that is no choice would widen the list unseen.
    """
    row = places().by_no.get(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    if row is None or not levels or not scope.covers_place(row.place_no) or row.place_no in dict(levels):
        return levels
    return [(row.place_no, places().label(row.place_no)), *levels]


def _every_place() -> dict[str, int]:
    """Districts, streets and communities: an enterprise's people may be anywhere in the city."""
    return places().named(row for row in places().rows if row.kind != DivisionKind.CITY)


@require_http_methods(["GET", "POST"])
@requires(*PLACES, *ENTERPRISES)
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody handed over within the scope, by state, enterprise and place; the people behind the indicator."""
    with_names(request)
    return answer_list(request, *_people_list(actor_of(request).scope, request.GET.get("place", "")))


def _people_list(scope: Scope, asked: str = "") -> tuple[ListSpec, Load]:
    def load(chosen: Mapping[str, Any]) -> Any:
        state = STATE_FILTERS.get(chosen.get("state") or "", STATE_FILTERS[""])
        offers = queries.list_offers(scope=scope).filter(state)
        if chosen.get("roster"):
            offers = queries.list_missing(scope=scope, batch_id=chosen["roster"])
        if chosen.get("own"):  # who stands at the place itself: to be routed, or returned
            offers = offers.filter(place_no=chosen.get("place") or scope.place_from)
        return filtered(offers.order_by("place_no", "id"), chosen)

    own = {"table": OwnPeopleTable, "bulk": (BulkAction("撤回移交", "handover:withdraw", is_dangerous=True),)}
    spec = ListSpec(
        title="移交接收人员", filters=_filters(scope, asked), export=TableExport("移交接收人员", "handover.people_exported", hint=UNNAMED), page_size=50,
        empty=Empty("没有符合条件的人员", "请减少筛选条件，或查看其他状态。", picture="search"),
        **(own if scope.is_enterprise else {"table": PeopleTable}),
    )  # fmt: skip
    return spec, load


@require_POST
@requires(*ENTERPRISES)
def withdraw(request: HttpRequest) -> HttpResponseBase:
    """The enterprise takes back people who still wait, after a page that says what follows; the others stay."""
    actor = actor_of(request)
    ids = chosen_uuids(request, *_people_list(actor.scope))
    question = Confirm(
        "撤回移交",
        "撤回后，社区不再看到这些人员，登记保留在贵单位名下；以后再上传的名册中有他们时，重新移交。"
        "已由社区接收或退回的人员不受影响。",
        "撤回移交",
        back=reverse("handover:people"),
        facts=(("所选人数", f"{len(ids):,} 人"),),
    )
    if asked := ask_first(request, question):
        return asked
    done = services.withdraw_people(actor=actor, at=timezone.now(), choice=Choice.of(ids), state=OfferState.OFFERED)
    messages.success(request, f"已撤回 {done:,} 人。")
    if done < len(ids):
        messages.info(request, f"另有 {len(ids) - done:,} 人不在等待接收，没有撤回。")
    return redirect("handover:people")


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def contacts(request: HttpRequest) -> HttpResponseBase:
    """Accepted people to be contacted, the most pressing first."""
    scope = actor_of(request).scope
    with_names(request)

    def load(chosen: Mapping[str, Any]) -> Any:
        pending = queries.list_offers(scope=scope).filter(STATE_FILTERS["to_contact"])
        if due := DUE_FILTERS.get(chosen.get("due") or ""):
            pending = pending.filter(**{due: timezone.localdate()})
        return filtered(pending.order_by("contact_due_on", "id"), chosen)

    choices = {"enterprises": enterprise_choices(scope, OfferState.ACCEPTED), "places": place_choices(scope)}
    spec = ListSpec(
        title="首次联系", table=ContactTable, filters=with_choices(ContactFilter, **choices), export=TableExport("首次联系", "handover.contacts_exported", hint=UNNAMED), page_size=50,
        empty=Empty("没有等待首次联系的人员", "接收人员后，这里会列出要在期限内联系的人。", picture="done"),
    )  # fmt: skip
    return answer_list(request, spec, load)


# The panels of the person page that hold what is verified at the first contact; identity notes that it was opened.
VERIFIED = ("retirees.contacts", "contacts.contact_people", "retirees.identity")


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def contact(request: HttpRequest, offer_id: UUID) -> HttpResponseBase:
    """Record the first contact of one person and issue the card."""
    actor = actor_of(request)
    offer = queries.get_offer(scope=actor.scope, offer_id=offer_id)
    form = ContactForm(request.POST or None, initial={"contacted_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        services.record_first_contact(
            actor=actor,
            at=timezone.now(),
            offer_id=offer_id,
            contacted_on=form.cleaned_data["contacted_on"],
            contacted_with=ContactedWith(form.cleaned_data["contacted_with"]),
        )
        messages.success(request, f"已登记{offer.name}的首次联系，可以打印联系卡。")
        return redirect("handover:card", offer_id=offer_id)
    panels = [one.view(actor, offer.retiree_id, timezone.localdate()) for one in ui.panels if one.key in VERIFIED]
    shown = [one for one in panels if one]
    return render(request, "handover/contact.html", {"form": form, "offer": offer, "shown": shown})


@require_GET
@requires(*PLACES)
def card(request: HttpRequest, offer_id: UUID) -> HttpResponseBase:
    """The contact card of one person, to print; its square code opens the portal and names the place alone."""
    offer = queries.get_offer(scope=actor_of(request).scope, offer_id=offer_id)
    place = places().by_no[offer.place_no]
    entrance = request.build_absolute_uri(f"{reverse('portal:enter')}?at={place.code}")
    context = {
        "offer": offer, "label": places().label(offer.place_no),
        "officers": list_officers_to_call(place_no=offer.place_no, day=timezone.localdate()),
        "picture": segno.make(entrance, error="m", micro=False).svg_data_uri(scale=4, border=4),
    }  # fmt: skip
    return render(request, "handover/card.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def returned(request: HttpRequest) -> HttpResponseBase:
    """People whom communities returned to the enterprise."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_offers(scope=scope).filter(state=OfferState.RETURNED)
        if chosen.get("reason"):
            found = found.filter(return_reason=chosen["reason"])
        return filtered(found.order_by("decided_at", "id"), chosen)

    spec = ListSpec(
        title="退回待答复", table=ReturnedTable, filters=ReturnedFilter, export=TableExport("退回待答复", "handover.returned_exported", hint=UNNAMED), page_size=50,
        empty=Empty("没有退回的人员", "社区退回人员时，会写明原因，列在这里等您答复。", picture="done"),
    )  # fmt: skip
    return answer_list(request, spec, load)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISES)
def answer(request: HttpRequest, offer_id: UUID) -> HttpResponseBase:
    """Answer a return: offer again, to the same community or another, or take the person back."""
    actor = actor_of(request)
    offer = queries.get_offer(scope=actor.scope, offer_id=offer_id)
    form = AgainForm(request.POST or None, places=_every_place())
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        services.withdraw_people(actor=actor, at=timezone.now(), choice=Choice.of([offer_id]))
        messages.success(request, f"已撤回{offer.name}的移交，本人登记保留在企业名下。")
        return redirect("handover:returned")
    if request.method == "POST" and form.is_valid():
        services.offer_again(
            actor=actor,
            at=timezone.now(),
            offer_id=offer_id,
            note=form.cleaned_data["note"],
            place_no=form.cleaned_data["place"],
        )
        messages.success(request, f"已再次移交{offer.name}，等待社区接收。")
        return redirect("handover:returned")
    reason = ReturnReason(offer.return_reason).label if offer.return_reason else ""
    context = {"form": form, "offer": offer, "reason": reason, "from": places().label(offer.returned_from)}
    return render(request, "handover/answer.html", context)
