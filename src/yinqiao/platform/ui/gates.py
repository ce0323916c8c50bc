"""Who may open a page: a view names its roles, and the gate sends others to sign in or refuses them.

The gate knows only the actor of the request; the actor's scope is held by the reads and acts behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from yinqiao.kernel.errors import Invalid, Refused
from yinqiao.platform.access.types import Actor

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """What a view is given behind the middleware: for annotations alone, nobody makes one."""

    actor: Actor
    htmx: HtmxDetails


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, then back here; a fragment asks the browser to change the whole page instead."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": str(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/", settings.LOGIN_URL)


def refuse_what_cannot_be_kept(request: HttpRequest) -> None:
    """A NUL is in no text that people type, and the database keeps none: whoever sends one is told so, not failed."""
    for sent in (request.GET, request.POST):
        if any("\0" in value for _, values in sent.lists() for value in values):
            raise Invalid(
                "access.unreadable_text",
                "提交的内容中有无法保存的字符。",
                next_step="请返回上一页，重新填写后再提交。",
            )


def requires(*roles: str) -> Callable[[View], View]:
    """Let only these roles through: `@requires("community_officer", "street_officer")` on a function view.

    Nobody signed in: sent to `settings.LOGIN_URL` and back by `next` (`HX-Redirect` for a fragment). Another role:
    `Refused("access.role_not_allowed")`. A NUL in what was sent: `Invalid("access.unreadable_text")`. Without roles: anyone who is signed in, even with no role in force. Class
    views: `method_decorator(requires(...), name="dispatch")`. The view keeps its roles in `required_roles`.
    """
    allowed = frozenset(str(role) for role in roles)

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor = getattr(request, "actor", None) or Actor.anonymous()
            if actor.id is None:
                return _ask_to_sign_in(request)
            if allowed and actor.role not in allowed:
                raise Refused(
                    "access.role_not_allowed",
                    "您当前的角色不能打开这个页面。",
                    next_step="如您还有其他角色，请在右上角切换角色；如工作需要，请联系本单位账户管理员。",
                )
            refuse_what_cannot_be_kept(request)
            return view(request, *args, **kwargs)

        guarded.required_roles = allowed  # type: ignore[attr-defined]
        return guarded

    return gate


def requires_retiree(view: View) -> View:
    """Let only a retiree through who signed in to the portal; everybody else is sent to its entrance.

    Whoever acts for one is refused: `access.person_alone`. The view keeps its role in `required_roles`, as behind
    `requires`.
    """
    guarded = _of_portal(view, alone=True)
    guarded.required_roles = frozenset({"retiree"})  # type: ignore[attr-defined]
    return guarded


def requires_portal(view: View) -> View:
    """Let a retiree through, and whoever acts for one by an authorisation; the reads and acts behind hold its limits."""
    guarded = _of_portal(view, alone=False)
    guarded.required_roles = frozenset({"retiree", "proxy"})  # type: ignore[attr-defined]
    return guarded


def _of_portal(view: View, *, alone: bool) -> View:

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Actor = getattr(request, "actor", None) or Actor.anonymous()
        if actor.scope.person is None:
            return redirect(settings.PORTAL_ENTRANCE)
        if alone and actor.scope.warrant is not None:
            raise Refused(
                "access.person_alone",
                "这一页只有本人能看，代办的不能打开。",
                next_step="请返回首页；需要时请长辈本人登录，或者给社区打电话。",
            )
        refuse_what_cannot_be_kept(request)
        return view(request, *args, **kwargs)

    return guarded
