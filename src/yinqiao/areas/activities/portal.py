"""活动和课程 in 长辈版: what one takes part in, what is open, one question a page; how lots were drawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.rules import code_of, seed_of
from yinqiao.areas.activities.rules.lots import ticket_of
from yinqiao.areas.activities.types import LIVE, MATTER, Came, Standing, State
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.gates import StaffRequest, requires_portal, requires_retiree

_SAID = {
    Standing.APPLIED: ("报上名了，等截止以后定名单", "soon"), Standing.SEATED: ("录取了", "good"),
    Standing.WAITING: ("还没轮到，在候补", "neutral"), Standing.ASKED: ("有一个名额给您，请答复", "danger"),
}  # fmt: skip


def _place(actor: Actor) -> int:
    """Where the person lives; within the limits of whoever acts for the person."""
    if actor.scope.person is None:
        raise NotFound
    require_warrant(actor.scope, MATTER, timezone.localdate())
    return queries.find_own_place(scope=actor.scope)


def _officers(place_no: int) -> Any:
    return list_officers_to_call(place_no=place_no, day=timezone.localdate())[:1]


def _find(actor: Actor, offering_id: UUID) -> tuple[Any, Any, int]:
    """What is offered, the own enrolment in it, the place; NotFound for what neither serves the person nor did."""
    place_no = _place(actor)
    mine = queries.get_own(scope=actor.scope, offering_id=offering_id)
    found = queries.list_for_person(scope=actor.scope, place_no=place_no, today=timezone.localdate())
    row = mine.offering if mine else found.filter(pk=offering_id).first()
    if row is None:
        past = queries.list_of_person(scope=actor.scope, retiree_id=actor.scope.person or offering_id)
        row = next((one.offering for one in past if one.offering_id == offering_id), None)
    if row is None:
        raise NotFound
    return row, mine, place_no


@require_GET
@requires_portal
def activities(request: StaffRequest) -> HttpResponse:
    """What one takes part in, then what is open."""
    actor, today = request.actor, timezone.localdate()
    place_no = _place(actor)
    rows = list(queries.list_of_person(scope=actor.scope, retiree_id=actor.scope.person or UUID(int=0)))
    live = [(one, *_SAID[Standing(one.state)]) for one in rows if one.state in LIVE and _goes_on(one.offering, today)]
    gone = [one for one in rows if one.state == Standing.CANCELLED and one.offering.first_on >= today]
    taken = {one.offering_id for one, _, _ in live}
    found = queries.list_for_person(scope=actor.scope, place_no=place_no, today=today)
    context = {
        "live": live, "gone": gone, "open": [one for one in found if one.pk not in taken], "officers": _officers(place_no),
    }  # fmt: skip
    return render(request, "activities/own.html", context)


def _goes_on(offering: Any, today: Any) -> bool:
    return offering.ends_on is None or offering.ends_on >= today


@require_GET
@requires_portal
def offering(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """What it is, when and where; how one stands."""
    row, mine, place_no = _find(request.actor, offering_id)
    words, tone = _SAID[Standing(mine.state)] if mine else ("", "")
    sessions = queries.list_sessions(scope=request.actor.scope, offering=row).filter(is_cancelled=False)
    context = {
        "row": row, "mine": mine, "words": words, "tone": tone, "sessions": sessions, "officers": _officers(place_no),
        "is_on": mine is not None
        and mine.state == Standing.SEATED
        and request.actor.scope.warrant is None
        and queries.find_session_now(scope=request.actor.scope, offering=row, at=timezone.now()),
        "can_enrol": mine is None and row.state in (State.OPEN, State.SETTLED),
        "what": queries.lots_rule(timezone.localdate())["public_value"],
    }  # fmt: skip
    return render(request, "activities/own_offering.html", context)


@require_http_methods(["GET", "POST"])
@requires_portal
def enrol(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """One question: alone or together. POST: enrolled."""
    row, _, place_no = _find(request.actor, offering_id)
    typed, refusal = request.POST.get("together_with", "")[:12], None
    if request.method == "POST":
        try:
            services.enrol_own(
                actor=request.actor, at=timezone.now(), offering_id=offering_id, together_with=typed
            )  # fmt: skip
        except (Invalid, Conflict, Refused) as found:
            refusal = found
        else:
            messages.success(request, "报上名了。")
            return redirect("my_activities:offering", offering_id=offering_id)
    context = {"row": row, "typed": typed, "wrong": _words(refusal), "officers": _officers(place_no)}
    return render(request, "activities/own_enrol.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
@requires_portal
def leave(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """Asks, then leaves."""
    row, mine, place_no = _find(request.actor, offering_id)
    if mine is None:
        return redirect("my_activities:offering", offering_id=offering_id)
    if request.method == "POST":
        services.withdraw_own(actor=request.actor, at=timezone.now(), offering_id=offering_id)
        messages.success(request, "已经退出，名额给别人了。")
        return redirect("my_activities:activities")
    return render(request, "activities/own_leave.html", {"row": row, "officers": _officers(place_no)})


@require_http_methods(["GET", "POST"])
@requires_portal
def answer(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """One question: does one take the seat."""
    row, mine, place_no = _find(request.actor, offering_id)
    if mine is None or (request.method != "POST" and mine.state != Standing.ASKED):
        return redirect("my_activities:offering", offering_id=offering_id)
    if request.method == "POST":
        takes = request.POST.get("takes") == "1"
        try:
            services.answer_own(actor=request.actor, at=timezone.now(), offering_id=offering_id, takes=takes)
        except Conflict as refusal:
            messages.error(request, _words(refusal))
        else:
            messages.success(request, "录取了，请按时来。" if takes else "记下了，名额给下一位。")
        return redirect("my_activities:activities")
    return render(request, "activities/own_answer.html", {"row": row, "mine": mine, "officers": _officers(place_no)})


@require_GET
@requires_portal
def lots(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """How lots were or will be drawn, so that anybody can draw them again."""
    row, mine, place_no = _find(request.actor, offering_id)
    seed = seed_of(row.shown_secret, row.public_value) if row.drawn else ""
    drawn = [{**one, "ticket": ticket_of(seed, one["team"] or one["code"])} for one in row.drawn]
    context = {
        "row": row, "mine": mine, "seed": seed, "drawn": drawn, "officers": _officers(place_no),
        "what": queries.lots_rule(timezone.localdate())["public_value"],
    }  # fmt: skip
    return render(request, "activities/own_lots.html", context)


@require_http_methods(["GET", "POST"])
@requires_retiree
def here(request: StaffRequest, offering_id: UUID) -> HttpResponse:
    """签到: the code that is shown in the room, entered or brought along by its square. POST: noted as having come."""
    actor, now = request.actor, timezone.now()
    row, wrong, status = queries.find_served(scope=actor.scope, offering_id=offering_id), "", 200
    mine = queries.get_own(scope=actor.scope, offering_id=offering_id)
    row = mine.offering if mine else row
    if row is None:
        raise NotFound
    typed = (request.POST if request.method == "POST" else request.GET).get("code", "")[:12]
    if request.method == "POST":
        try:
            came = services.come(actor=actor, at=now, offering_id=offering_id, code=typed)
        except Conflict as refusal:
            wrong, status = _words(refusal), refusal.status
        else:
            if came != Came.WRONG:
                messages.success(request, f"{came.label}，老师那里看得到。")
                return redirect("my_activities:here", offering_id=offering_id)
            wrong, status = "这个签到码不对，或者已经换了。没有签到，请看老师那里现在的六个数字。", 422
    session = queries.find_session_now(scope=actor.scope, offering=row, at=now)
    context = {
        "row": row, "mine": mine, "typed": code_of(typed) or "", "wrong": wrong, "session": session,
        "has_come": session is not None and queries.has_come(scope=actor.scope, session_id=session.pk),
        "officers": _officers(queries.find_own_place(scope=actor.scope)),
    }  # fmt: skip
    return render(request, "activities/own_here.html", context, status=status)


def _words(refusal: DomainError | None) -> str:
    """What is wrong, to be read aloud."""
    return f"{refusal.message}{refusal.next_step or ''}" if refusal else ""
