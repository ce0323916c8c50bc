"""The gate before a page: roles named by the view, everybody else sent to sign in or refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from yinqiao.kernel.errors import Invalid, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.gates import requires

pytestmark = pytest.mark.fast


@requires("street_officer", "city_manager")
def page(request: Any) -> HttpResponse:
    return HttpResponse("开门")


@requires()
def anyone(request: Any) -> HttpResponse:
    return HttpResponse("开门")


def ask(view: Any, role: str | None, *, method: str = "get", htmx: bool = False) -> HttpResponse:
    request: Any = getattr(RequestFactory(), method)("/people/?text=1")
    request.actor = Actor(UUID(int=1), role, "某人") if role else Actor.anonymous()
    request.htmx = SimpleNamespace() if htmx else False
    return view(request)


def test_a_nul_in_what_was_sent_is_refused_after_the_role_and_before_the_page() -> None:
    request: Any = RequestFactory().post("/people/", {"name": "王\0桂英"})
    request.actor = Actor(UUID(int=1), "street_officer", "某人")
    with pytest.raises(Invalid, match=r"access\.unreadable_text"):
        page(request)
    request.actor = Actor(UUID(int=1), "auditor", "某人")
    with pytest.raises(Refused, match=r"access\.role_not_allowed"):
        page(request)


@pytest.mark.parametrize("role", ["street_officer", "city_manager"])
def test_the_roles_named_come_in(role: str) -> None:
    assert ask(page, role).content.decode() == "开门"


@pytest.mark.parametrize("role", ["community_officer", "system_admin", "none", "anonymous"])
def test_every_other_role_is_refused_with_a_code(role: str) -> None:
    with pytest.raises(Refused, match=r"access\.role_not_allowed"):
        ask(page, role)
    assert ask(anyone, role).content.decode() == "开门"


def test_nobody_signed_in_is_sent_to_sign_in_and_back_to_a_page_read_but_not_to_a_form_sent() -> None:
    for view in (page, anyone):
        assert ask(view, None).headers["Location"] == "/accounts/login/?next=/people/%3Ftext%3D1"
        assert ask(view, None, method="post").headers["Location"] == "/accounts/login/?next=/"


def test_a_fragment_asks_the_browser_to_change_the_whole_page() -> None:
    answer = ask(page, None, htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/accounts/login/")


def test_a_view_tells_its_roles_to_whoever_walks_the_routes() -> None:
    assert page.required_roles == {"street_officer", "city_manager"}
    assert anyone.required_roles == frozenset()
