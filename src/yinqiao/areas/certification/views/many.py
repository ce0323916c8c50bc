"""Acts about everybody ticked in the list: a round of visits, reminders, a call list on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.areas.certification import errors, queries, services
from yinqiao.areas.certification.forms import RoundForm
from yinqiao.areas.certification.rules import CERTIFY
from yinqiao.areas.certification.views.people import load_people, spec_of
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.exports import PurposeForm
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

# The document that entrusts the office is the same for a whole round: the session keeps what was typed last.
MANDATE = "certification_mandate"
MOST_ON_PAPER = 500


def _chosen(request: HttpRequest) -> list[UUID]:
    scope = actor_of(request).scope
    return chosen_uuids(request, spec_of(scope), load_people(scope))


@require_POST
@requires(*CERTIFY.roles)
def visit_round(request: HttpRequest) -> HttpResponse:
    """登记认证 for everybody ticked: one day, one way, one document."""
    ids = _chosen(request)
    first = {"day": timezone.localdate(), "mandate_no": request.session.get(MANDATE, "")}
    form = RoundForm(request.POST if "method" in request.POST or "day" in request.POST else None, initial=first)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        done = form.certification()
        request.session[MANDATE] = done.mandate_no
        try:
            people = services.certify_people(actor=actor_of(request), at=timezone.now(), ids=ids, done=done)
        except (Invalid, Conflict, Refused) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, f"已登记认证 {people:,} 人，期限已重新计算；登错的可以在人员的认证页面撤销。")
            return redirect("certification:people")
    return render(request, "certification/round.html", {"form": form, "ids": ids}, status=status)


@require_POST
@requires(*CERTIFY.roles)
def remind(request: HttpRequest) -> HttpResponse:
    """记为已提醒: everybody ticked was called or visited today."""
    ids = _chosen(request)
    people = services.remind_people(actor=actor_of(request), at=timezone.now(), ids=ids)
    messages.success(request, f"已记为提醒 {people:,} 人。")
    if people < len(ids):
        messages.info(request, f"另有 {len(ids) - people:,} 人现在无需提醒，没有改动。")
    return redirect("certification:people")


@require_POST
@requires(*CERTIFY.roles)
def calls(request: HttpRequest) -> HttpResponse:
    """打印联系单: asks for the purpose, then phones and addresses of everybody ticked as a page for A4 paper."""
    actor, ids = actor_of(request), _chosen(request)
    if len(ids) > MOST_ON_PAPER:
        raise errors.too_many_on_paper(MOST_ON_PAPER)
    form = PurposeForm(request.POST if "purpose" in request.POST else None)
    if not form.is_valid():
        context = {"form": form, "ids": ids}
        return render(request, "certification/calls_ask.html", context, status=422 if form.is_bound else 200)
    rows = queries.list_calls(scope=actor.scope, ids=ids)
    purpose = form.cleaned_data["purpose"]
    note_people_read(
        actor=actor, at=timezone.now(), people=len(rows), action="certification.calls_printed", purpose=purpose
    )
    context = {"rows": rows, "purpose": purpose, "made_at": timezone.localtime()}
    response = render(request, "certification/calls.html", context)
    response["Cache-Control"] = "no-store"
    return response
