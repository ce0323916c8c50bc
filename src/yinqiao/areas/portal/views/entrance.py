"""The way in: phone, code, and which of two; each one task on one page, without script."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.portal import errors, queries, services
from yinqiao.areas.portal.forms import CodeForm, PhoneForm, WhoForm
from yinqiao.areas.portal.types import PREFIX, SESSION_COOKIE, TEMPLATE, Tried
from yinqiao.areas.portal.views import cookies
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.openid import people_provider
from yinqiao.platform.texts import can_send, kept_texts
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.appearance import Appearance, appearance_of, remember_appearance
from yinqiao.platform.ui.gates import StaffRequest, refuse_what_cannot_be_kept
from yinqiao.platform.ui.requesting import client_address

ENTRANCE = Actor.system("长辈版入口")
HOME = "my:home"


@sensitive_post_parameters("phone")
@require_http_methods(["GET", "POST"])
def enter(request: StaffRequest) -> HttpResponse:
    """Asks for the phone, then sends a code: whether or not the phone is registered, the answer is the same."""
    refuse_what_cannot_be_kept(request)
    if request.method == "GET" and request.actor.scope.person is not None:
        return redirect(HOME)
    form = PhoneForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ticket = services.ask_code(
                    actor=ENTRANCE, at=timezone.now(), phone=form.cleaned_data["phone"], address=client_address(request)
                )
            except Conflict as refusal:
                add_refusal(form, refusal)
                status = 429
            else:
                answer = redirect("portal:code")
                cookies.put_ticket(answer, ticket)
                return answer
    context = {"form": form, "place": _place(request), "can_send": can_send(TEMPLATE), "app": people_provider()}
    return render(request, "portal/enter.html", context, status=status)


def _place(request: StaffRequest) -> dict[str, object] | None:
    """The community of the contact card's code: `?at=` a division's code, nothing about a person."""
    found = places().by_code.get(request.GET.get("at", ""))
    if found is None:
        return None
    officers = list_officers_to_call(place_no=found.place_no, day=timezone.localdate())
    return {"name": found.name, "phones": list(dict.fromkeys(one.phone for one in officers))}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def code(request: StaffRequest) -> HttpResponse:
    """Asks for the six digits; then in, or which of those who share the phone."""
    refuse_what_cannot_be_kept(request)
    now, ticket = timezone.now(), cookies.ticket_of(request)
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tried = services.prove_code(actor=ENTRANCE, at=now, ticket=ticket, code=form.cleaned_data["code"])
            if tried is Tried.PROVED:
                return _after_code(request, is_own=form.cleaned_data["is_own"])
            _say(form, tried)
    typed = queries.find_typed(actor=ENTRANCE, ticket=ticket, at=now)
    if not typed and request.method == "GET":
        return redirect("portal:enter")
    context = {"form": form, "typed": typed, "is_demo": settings.IS_DEMO}
    return render(request, "portal/code.html", context, status=status)


def _say(form: CodeForm, tried: Tried) -> None:
    if tried is Tried.SPENT:
        add_refusal(form, errors.ask_again())
    else:
        form.add_error("code", "数字不对，或者已经过了 5 分钟。请看一看最新的那条短信，再填一次。")


def _after_code(request: StaffRequest, *, is_own: bool) -> HttpResponse:
    people = queries.people_to_choose(actor=ENTRANCE, ticket=cookies.ticket_of(request), at=timezone.now())
    came_in = _come_in(request, is_own=is_own) if len(people) == 1 else None
    answer: HttpResponse = came_in or redirect("portal:who")
    if came_in is None:
        cookies.put_own_device(answer, is_own=is_own)
    return answer


def _come_in(request: StaffRequest, *, is_own: bool, chosen: UUID | None = None, tail: str = "") -> HttpResponse | None:
    """In; None when the person and the last of the number do not belong together, which is counted."""
    token = services.enter_by_code(
        actor=ENTRANCE, at=timezone.now(), ticket=cookies.ticket_of(request),
        device=cookies.device_of(request, is_own=is_own), chosen=chosen, tail=tail,
    )  # fmt: skip
    if token is None:
        return None
    answer: HttpResponse = redirect(HOME)
    cookies.put_session(answer, token, is_own=is_own)
    return answer


@sensitive_post_parameters("tail")
@require_http_methods(["GET", "POST"])
def who(request: StaffRequest) -> HttpResponse:
    """A phone that two share: who of them this is, and the last four of the own number."""
    refuse_what_cannot_be_kept(request)
    people = queries.people_to_choose(actor=ENTRANCE, ticket=cookies.ticket_of(request), at=timezone.now())
    if not people:
        return redirect("portal:enter")
    form, status = WhoForm(people, request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen, tail = UUID(form.cleaned_data["who"]), form.cleaned_data["tail"]
            answer = _come_in(request, is_own=cookies.is_own_device(request), chosen=chosen, tail=tail)
            if answer is not None:
                return answer
            add_refusal(form, errors.not_this_one())
    return render(request, "portal/who.html", {"form": form}, status=status)


@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Out, on this device."""
    services.sign_out(actor=ENTRANCE, at=timezone.now(), token=cookies.token_of(request))
    messages.success(request, "您已经退出。")
    answer = redirect("portal:enter")
    answer.delete_cookie(SESSION_COOKIE, path=PREFIX, samesite="Lax")
    return answer


@require_POST
def type_size(request: StaffRequest) -> HttpResponse:
    """Larger or smaller type, for a year in this browser; then back to the page."""
    size, back = request.POST.get("size", ""), request.POST.get("back", "")
    answer = redirect(back if back.startswith(PREFIX) and "\\" not in back else HOME)
    if size in cookies.TYPE_SIZES:
        remember_appearance(answer, Appearance(appearance_of(request).theme, size))
    return answer


@require_GET
def stand_in(request: StaffRequest) -> HttpResponse:
    """演示替身: the messages that the demo would have sent."""
    return render(request, "portal/stand_in.html", {"texts": kept_texts(settings.TEXTS_STANDIN)})
