"""现在认证: to the city's app and back. Between the two the browser alone knows which request is its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.certification import errors
from yinqiao.areas.certification.services import begin_online, take_online
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.faces import FaceOutcome, app_name
from yinqiao.platform.faces.standin import StandIn
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree

# Path-bound: no other page of the portal is sent it.
_PATH: Final = "/my/certify/"
_COOKIE: Final = "yq_face"
_SECONDS = 900
_SALT = "certification.online"


@require_GET
@requires_retiree
def begin(request: StaffRequest) -> HttpResponse:
    """To the app, with a nonce in the address of the request and in a cookie of this browser."""
    now = timezone.now()
    begun = begin_online(
        actor=request.actor, at=now, return_url=request.build_absolute_uri(reverse("my_certify:result")),
        standin_url=reverse("my_certify:stand_in"),
    )  # fmt: skip
    answer = redirect(begun.url)
    answer.set_cookie(
        _COOKIE, dumps([str(request.actor.scope.person), begun.nonce, int(now.timestamp())], salt=_SALT), max_age=_SECONDS,
        path=_PATH, httponly=True, secure=settings.IS_BEHIND_TLS, samesite="Lax",
    )  # fmt: skip
    return answer


@require_GET
@requires_retiree
def result(request: StaffRequest) -> HttpResponse:
    """Back from the app: what it said, and what to do now. The request is used up, whatever it was."""
    outcome: FaceOutcome | None = None
    refusal: DomainError | None = None
    try:
        nonce, begun_at = _begun(request)
        outcome = take_online(
            actor=request.actor, at=timezone.now(), nonce=nonce, begun_at=begun_at, token=request.GET.get("result", "")
        )
    except (Invalid, Conflict) as found:
        refusal = found
    context = {
        "outcome": outcome.value if outcome else "", "refusal": refusal, "app": app_name(), "officers": _officers(request.actor),
    }  # fmt: skip
    answer = render(request, "certification/own_result.html", context, status=refusal.status if refusal else 200)
    answer.delete_cookie(_COOKIE, path=_PATH)
    return answer


def _begun(request: StaffRequest) -> tuple[str, datetime]:
    """The nonce and the moment of the request that this browser began for this person."""
    try:
        person, nonce, moment = loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT)
    except BadSignature as problem:
        raise errors.online_over() from problem
    if person != str(request.actor.scope.person):
        raise errors.online_over()
    return nonce, datetime.fromtimestamp(moment, UTC)


def _officers(actor: Actor) -> list[object]:
    if actor.scope.person is None:
        raise NotFound
    row = find_row(actor.scope, actor.scope.person)
    return [*list_officers_to_call(place_no=row.place_no, day=timezone.localdate())[:1]]


@require_http_methods(["GET", "POST"])
@requires_retiree
def stand_in(request: StaffRequest) -> HttpResponse:
    """演示替身 of the app: it looks at no face, the button says what the outcome is."""
    if settings.FACES_APP is not None or not settings.IS_DEMO:
        raise NotFound
    token = request.POST.get("request") or request.GET.get("request", "")
    other = StandIn(settings.FACES_STANDIN)
    try:
        asked = other.read(token)
    except ValueError as problem:
        raise NotFound from problem
    outcome = next((one for one in FaceOutcome if one.value == request.POST.get("outcome")), None)
    if request.method == "POST" and outcome is not None:
        told = other.say(asked, outcome, at=timezone.now())
        return redirect(f"{reverse('my_certify:result')}?result={told}")
    return render(request, "certification/own_stand_in.html", {"token": token, "outcomes": [*FaceOutcome]})
