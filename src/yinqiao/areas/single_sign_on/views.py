"""Away to the office platform and back: to sign in, or to bind it to the own account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yinqiao.areas.accounts.queries import has_second_factor
from yinqiao.areas.single_sign_on import errors, queries, services
from yinqiao.platform.access import Actor
from yinqiao.platform.openid import Keeper, Provider, Told, begin, finish, staff_provider
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import StaffRequest, refuse_what_cannot_be_kept, requires

_AWAY = Keeper("yq_office", "/accounts/office/")
_BIND = "bind:"


def _provider() -> Provider:
    found = staff_provider()
    if found is None:
        raise errors.not_open()
    return found


def _away(request: StaffRequest, purpose: str) -> HttpResponse:
    begun = begin(_provider(), back=_back(request))
    answer = redirect(begun.url)
    _AWAY.keep(answer, begun.ticket, purpose)
    return answer


def _back(request: StaffRequest) -> str:
    return request.build_absolute_uri(reverse("single_sign_on:back"))


@require_GET
def sign_in(request: StaffRequest) -> HttpResponse:
    """Away to sign in; afterwards to the page that was wanted."""
    refuse_what_cannot_be_kept(request)
    wanted = request.GET.get("next", "")
    is_ours = len(wanted) <= 500 and url_has_allowed_host_and_scheme(wanted, None)
    return _away(request, wanted if is_ours and wanted.startswith("/") else "/")


@require_GET
def back(request: StaffRequest) -> HttpResponse:
    """Back from there: in, or bound."""
    now, provider = timezone.now(), _provider()
    ticket, purpose = _AWAY.read(request)
    told = finish(provider, ticket=ticket, query=request.GET.dict(), back=_back(request), at=now)
    if purpose.startswith(_BIND):
        _bind(request, told, purpose)
        answer: HttpResponse = redirect("single_sign_on:own")
    else:
        sure = told.values(provider.claims.get("level", "")) & provider.levels
        user_id = services.note_use(actor=Actor.anonymous(), at=now, told=told, is_sure=bool(sure))
        answer = _let_in(request, user_id, purpose, is_sure=bool(sure))
    _AWAY.let_go(answer)
    return answer


def _let_in(request: StaffRequest, user_id: UUID, wanted: str, *, is_sure: bool) -> HttpResponse:
    """Signed in by the library: by all its stages, or without its second factor where the platform has asked for one.

    A stopped account is told so; end dates of roles are asked at every request.
    """
    user: Any = get_user_model()._default_manager.get(pk=user_id)
    record_authentication(request, user, "openid")
    if not is_sure or not user.is_active:
        answer: HttpResponse = perform_login(request, user, redirect_url=wanted)
        return answer
    get_adapter(request).login(request, user)
    return redirect(wanted)


def _bind(request: StaffRequest, told: Told, purpose: str) -> None:
    if purpose != f"{_BIND}{request.actor.id}":
        raise errors.not_yours()
    _require_both_factors(request)
    services.bind(actor=request.actor, at=timezone.now(), told=told)
    messages.success(request, "已绑定。下次可以用办公平台登录。")


def _require_both_factors(request: StaffRequest) -> None:
    """Refuse a session that did not begin with both factors of ours; the demo forces none, so there one may be missing."""
    given = {one.get("method") for one in get_authentication_records(request, request.user)}
    is_let_off = settings.IS_DEMO and request.user.pk and not has_second_factor(user_id=request.user.pk)
    if "password" not in given or not ("mfa" in given or is_let_off):
        raise errors.both_factors()


@require_GET
@requires()
def own(request: StaffRequest) -> HttpResponse:
    """What is bound to the own account."""
    context = {"provider": _provider(), "bound": queries.get_own(actor=request.actor)}
    return render(request, "single_sign_on/own.html", context)


@require_GET
@requires()
@reauthentication_required
def bind(request: StaffRequest) -> HttpResponse:
    """Away to say who one is there."""
    _require_both_factors(request)
    if queries.get_own(actor=request.actor) is not None:
        raise errors.bound_already()
    return _away(request, f"{_BIND}{request.actor.id}")


@require_POST
@requires()
def unbind(request: StaffRequest) -> HttpResponse:
    """Undo it, after a question."""
    question = Confirm(
        "解除绑定", "解除后，不能再用办公平台登录这个账户；登录名、密码和第二因素照常使用。", "解除绑定",
        back=reverse("single_sign_on:own"),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.unbind(actor=request.actor, at=timezone.now())
    messages.success(request, "已解除绑定。")
    return redirect("single_sign_on:own")
