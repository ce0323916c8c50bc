"""What a place does: people who wait, accepting many at once, returning with a reason, routing from a desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.forms.offers import ReturnForm, RouteForm, WaitingFilter
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tables.offers import DeskTable, WaitingTable
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.handover.views.shared import (
    PLACES,
    ROUTERS,
    enterprise_choices,
    filtered,
    place_choices,
    with_names,
)
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, answer_list, chosen_uuids, with_choices

_WAITING = ListSpec(
    title="待接收人员", table=WaitingTable, page_size=50,
    export=TableExport("待接收人员", "handover.waiting_exported", hint=UNNAMED),
    bulk=(BulkAction("接收", "handover:accept", is_main=True), BulkAction("退回企业", "handover:return", is_dangerous=True)),
    empty=Empty("没有等待接收的人员", "企业提交名册后，会按居住地分送到这里。", picture="done"),
)  # fmt: skip
_DESK = ListSpec(
    title="待分派人员", table=DeskTable, page_size=50,
    export=TableExport("待分派人员", "handover.waiting_exported", hint=UNNAMED),
    bulk=(
        BulkAction("分派到社区", "handover:route", is_main=True), BulkAction("接收", "handover:desk_accept"),
        BulkAction("退回企业", "handover:desk_return", is_dangerous=True),
    ),
    empty=Empty("没有等待分派的人员", "名册中没有写明社区、地址又无法判断的人员会到这里，由您分派。", picture="done"),
)  # fmt: skip


def _spec(scope: Scope, *, at_desk: bool) -> ListSpec:
    """The list with filters over what waits in this scope."""
    enterprises = enterprise_choices(scope, OfferState.OFFERED)
    filters = with_choices(WaitingFilter, enterprises=enterprises, places=place_choices(scope))
    return replace(_DESK if at_desk else _WAITING, filters=filters)


def _load(scope: Scope, *, at_desk: bool) -> Any:
    desks = queries.desk_numbers()

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        waiting = queries.list_offers(scope=scope).filter(state=OfferState.OFFERED)
        waiting = waiting.filter(place_no__in=desks) if at_desk else waiting.exclude(place_no__in=desks)
        if chosen.get("overdue"):
            waiting = waiting.filter(due_on__lt=timezone.localdate())
        if chosen.get("risen"):
            waiting = waiting.filter(risen_to__gt=0)
        return filtered(waiting, chosen)

    return load


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def waiting(request: HttpRequest) -> HttpResponseBase:
    """People who wait to be accepted in the communities of the scope."""
    scope = actor_of(request).scope
    with_names(request)
    return answer_list(request, _spec(scope, at_desk=False), _load(scope, at_desk=False))


@require_http_methods(["GET", "POST"])
@requires(*ROUTERS)
def desk(request: HttpRequest) -> HttpResponseBase:
    """People at the desks of the scope, to be routed by hand."""
    actor = actor_of(request)
    with_names(request)
    return answer_list(request, _spec(actor.scope, at_desk=True), _load(actor.scope, at_desk=True))


def _chosen(request: HttpRequest, *, at_desk: bool) -> Choice:
    """The offers that a bulk form posted."""
    actor = actor_of(request)
    spec = _spec(actor.scope, at_desk=at_desk)
    return Choice.of(chosen_uuids(request, spec, _load(actor.scope, at_desk=at_desk)))


def _list_url(at_desk: bool) -> str:
    return reverse("handover:desk" if at_desk else "handover:waiting")


@require_POST
@requires(*PLACES)
def accept(request: HttpRequest, *, at_desk: bool = False) -> HttpResponseBase:
    """Accept everybody chosen; asks first when they are many."""
    actor = actor_of(request)
    choice = _chosen(request, at_desk=at_desk)
    people = len(choice.ids or ())
    question = Confirm(
        "接收人员",
        "接收后，这些人员由本地管理服务，并生成首次联系任务：与本人或受托人核实信息、发放联系卡。",
        "接收",
        back=_list_url(at_desk),
        facts=(("人数", f"{people:,} 人"),),
        is_dangerous=False,
    )
    if people > 1 and (asked := ask_first(request, question)):
        return asked
    done = services.accept_people(actor=actor, at=timezone.now(), choice=choice)
    messages.success(request, f"已接收 {done:,} 人，请在期限内完成首次联系。")
    if done < people:
        messages.info(request, f"另有 {people - done:,} 人已由他人办理，没有重复接收。")
    return redirect(_list_url(at_desk))


@require_POST
@requires(*PLACES)
def return_to_enterprise(request: HttpRequest, *, at_desk: bool = False) -> HttpResponseBase:
    """Return everybody chosen with one coded reason."""
    actor = actor_of(request)
    choice = _chosen(request, at_desk=at_desk)
    form = ReturnForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        done = services.return_people(
            actor=actor,
            at=timezone.now(),
            choice=choice,
            reason=ReturnReason(form.cleaned_data["reason"]),
            note=form.cleaned_data["note"],
        )
        messages.success(request, f"已退回 {done:,} 人，企业会看到原因并答复。")
        return redirect(_list_url(at_desk))
    context = {"form": form, "ids": [str(one) for one in choice.ids or ()]}
    return render(request, "handover/return.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(*ROUTERS)
def route(request: HttpRequest) -> HttpResponseBase:
    """Send everybody chosen to one community of the scope (or, from above, to a street's desk)."""
    actor = actor_of(request)
    choice = _chosen(request, at_desk=True)
    streets = places().within(actor.scope, DivisionKind.STREET)
    targets = [*(streets if len(streets) > 1 else ()), *places().within(actor.scope, DivisionKind.COMMUNITY)]
    form = RouteForm(request.POST if "place" in request.POST else None, places=places().named(targets))
    if form.is_valid():
        place_no = form.cleaned_data["place"]
        done = services.route_people(actor=actor, at=timezone.now(), choice=choice, place_no=place_no)
        messages.success(request, f"已将 {done:,} 人分派到{places().label(place_no)}。")
        return redirect("handover:desk")
    context = {"form": form, "ids": [str(one) for one in choice.ids or ()]}
    return render(request, "handover/route.html", context, status=422 if form.is_bound else 200)
