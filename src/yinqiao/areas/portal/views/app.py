"""In by the city's app: away to it, back from it, and as whom where there are several; each without script."""

from __future__ import annotations

import json
import secrets
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.portal import queries, services
from yinqiao.areas.portal.forms import AsWhomForm
from yinqiao.areas.portal.types import PREFIX, Key
from yinqiao.areas.portal.views import cookies
from yinqiao.areas.portal.views.entrance import ENTRANCE, HOME
from yinqiao.platform.openid import Keeper, begin, finish, people_provider
from yinqiao.platform.ui.gates import StaffRequest, refuse_what_cannot_be_kept

_AWAY, _SEVERAL = Keeper("yq_app", PREFIX), Keeper("yq_app_who", PREFIX)


def _back(request: StaffRequest) -> str:
    return request.build_absolute_uri(reverse("portal:app_back"))


@require_GET
def app(request: StaffRequest) -> HttpResponse:
    """Away to the app; nothing is kept here but a cookie. Where none is named, the entrance has the other ways."""
    provider = people_provider()
    if provider is None:
        return redirect("portal:enter")
    begun = begin(provider, back=_back(request))
    answer = redirect(begun.url)
    _AWAY.keep(answer, begun.ticket)
    return answer


@require_GET
def app_back(request: StaffRequest) -> HttpResponse:
    """Back from the app: in, or as whom."""
    provider, now = people_provider(), timezone.now()
    if provider is None:
        return redirect("portal:enter")
    ticket, _ = _AWAY.read(request)
    told = finish(provider, ticket=ticket, query=request.GET.dict(), back=_back(request), at=now)
    device = cookies.device_of(request, is_own=False)
    entered = services.enter_by_app(actor=ENTRANCE, at=now, told=told, provider=provider, device=device)
    answer = redirect(HOME if entered.token else "portal:app_who")
    if entered.token:
        cookies.put_session(answer, entered.token, is_own=False)
    else:
        named = [[str(one.retiree_id), str(one.warrant_id or "")] for one in entered.keys]
        _SEVERAL.keep(answer, secrets.token_urlsafe(32), json.dumps(named))
    _AWAY.let_go(answer)
    return answer


@require_http_methods(["GET", "POST"])
def app_who(request: StaffRequest) -> HttpResponse:
    """As whom, for somebody who may also act for another."""
    refuse_what_cannot_be_kept(request)
    now = timezone.now()
    ticket, named = _SEVERAL.read(request)
    keys = [Key(UUID(person), UUID(warrant) if warrant else None) for person, warrant in json.loads(named or "[]")]
    people = queries.people_again(keys, actor=ENTRANCE, at=now)
    if not people:
        return redirect("portal:enter")
    form = AsWhomForm(people, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "portal/as_whom.html", {"form": form}, status=422 if request.method == "POST" else 200)
    token = services.enter_as(
        actor=ENTRANCE, at=now, ticket=ticket, keys=keys, chosen=UUID(form.cleaned_data["who"]),
        device=cookies.device_of(request, is_own=False),
    )  # fmt: skip
    answer = redirect(HOME)
    cookies.put_session(answer, token, is_own=False)
    _SEVERAL.let_go(answer)
    return answer
