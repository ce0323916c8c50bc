"""Signing in by the office platform: who may bind, whom it lets in, what stops it."""

from __future__ import annotations

import time
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, last_entry
from yinqiao.areas.single_sign_on.models import Identity
from yinqiao.areas.single_sign_on.services import ENCRYPTED, bind
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.openid import Told, staff_provider

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PASSWORDED, BOTH = {"sub": "gh-1001"}, {"sub": "gh-1001", "amr": "on"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _sign_in(browser: Client, name: str = "zhuangan") -> None:
    assert browser.post("/accounts/login/", {"login": name, "password": PASSWORD}).status_code == 302


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def _with_app(person: Any) -> None:
    """An authenticator app as the second factor."""
    TOTP.activate(person.user, SECRET)


def _through(browser: Client, start: str, told: dict[str, str]) -> Any:
    """Away from this page, and back as this person."""
    away = browser.get(start)
    assert away.headers["Location"].startswith("/stand-in/openid/?"), away.headers
    return browser.get(Client().post(away.headers["Location"], told).headers["Location"])


def _binds(browser: Client, told: dict[str, str] = PASSWORDED) -> Any:
    """Says the password once more, then binds."""
    again = browser.get("/accounts/office/bind/")
    assert again.headers["Location"].startswith("/accounts/again/")
    assert browser.post(again.headers["Location"], {"password": PASSWORD}).status_code == 302
    return _through(browser, "/accounts/office/bind/", told)


def _bound(browser: Client, told: dict[str, str] = PASSWORDED) -> None:
    _sign_in(browser)
    assert _binds(browser, told).headers["Location"] == "/accounts/office/"
    browser.post("/accounts/logout/")


def test_bound_once_it_lets_the_owner_in_to_the_page_that_was_wanted(client: Client, cast: SimpleNamespace) -> None:
    assert "用办公平台（演示替身）登录" in _text(client.get("/accounts/login/"))
    _bound(client)
    assert last_entry("single_sign_on.bound").actor_id == cast.officer.id
    answer = _through(client, "/accounts/office/sign-in/?next=/people/", PASSWORDED)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert client.get("/accounts/profile/").status_code == 200
    assert last_entry("single_sign_on.used").subject_id == cast.officer.id
    assert last_entry("accounts.signed_in").actor_id == cast.officer.id
    assert "最近用它登录" in _text(client.get("/accounts/office/"))


def test_who_is_not_bound_gets_no_account(client: Client, cast: SimpleNamespace) -> None:
    answer = _through(client, "/accounts/office/sign-in/", PASSWORDED)
    assert answer.status_code == 403 and "还没有绑定" in _text(answer)
    assert client.get("/accounts/profile/").status_code == 302


def test_what_is_kept_of_the_identity_is_a_ciphertext_and_a_keyed_index(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    row = Identity.objects.get()
    assert b"gh-1001" not in bytes(row.subject) + bytes(row.subject_index)
    assert (reveal(row, "subject") or "").endswith("\ngh-1001") and ENCRYPTED.columns == ("subject",)


def test_the_own_second_factor_is_asked_unless_the_platform_asked_for_one(
    client: Client, cast: SimpleNamespace
) -> None:
    _with_app(cast.officer)
    _sign_in(client)
    assert client.post("/accounts/second-factor/code/", {"code": _code()}).status_code == 302
    assert _binds(client).headers["Location"] == "/accounts/office/"
    client.post("/accounts/logout/")
    assert (
        _through(client, "/accounts/office/sign-in/", PASSWORDED).headers["Location"] == "/accounts/second-factor/code/"
    )
    assert client.get("/accounts/profile/").status_code == 302
    fresh = Client()
    assert _through(fresh, "/accounts/office/sign-in/", BOTH).headers["Location"] == "/"
    assert fresh.get("/accounts/profile/").status_code == 200
    assert last_entry("single_sign_on.used").detail["second_factor"] is True


def test_a_session_that_began_at_the_platform_binds_nothing(cast: SimpleNamespace) -> None:
    _with_app(cast.officer)
    provider = staff_provider()
    assert provider is not None
    bind(actor=cast.officer.actor, at=timezone.now(), told=Told(provider.issuer, "gh-1001", {}))
    browser = Client()
    assert _through(browser, "/accounts/office/sign-in/", BOTH).headers["Location"] == "/"
    browser.post("/accounts/office/unbind/", {"confirmed": "1"})
    again = browser.get("/accounts/office/bind/")
    browser.post(again.headers["Location"], {"password": PASSWORD})
    answer = browser.get("/accounts/office/bind/")
    assert answer.status_code == 403 and "密码和第二因素" in _text(answer)


def test_outside_the_demo_nobody_binds_without_a_second_factor(
    client: Client, cast: SimpleNamespace, settings: Any
) -> None:
    settings.OPENID_STAFF = staff_provider()
    _sign_in(client)
    settings.IS_DEMO = False
    assert client.get("/accounts/office/bind/").headers["Location"] == "/accounts/second-factor/set-up/"


def test_a_stopped_account_is_not_let_in(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    accounts.stop_user(actor=cast.security.actor, at=NOW, user_id=cast.officer.id, reason="离岗")
    for told in (PASSWORDED, BOTH):
        assert _through(client, "/accounts/office/sign-in/", told).headers["Location"] == "/accounts/stopped/"
        assert client.get("/accounts/profile/").status_code == 302


def test_a_role_that_has_ended_lets_see_nobody_however_one_came_in(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    grant = cast.officer.actor.grant_id
    accounts.revoke_grant(actor=cast.street_admin.actor, at=timezone.now(), grant_id=grant, reason="调离")
    _through(client, "/accounts/office/sign-in/", PASSWORDED)
    assert client.get("/accounts/profile/").status_code == 200
    assert client.get("/people/").status_code == 403


def test_an_identity_belongs_to_one_account_and_an_account_has_one(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    other = Client()
    _sign_in(other, "linju")
    answer = _binds(other)
    assert answer.status_code == 409 and "已经绑定了别的银桥账户" in _text(answer)
    _sign_in(client)
    again = client.get("/accounts/office/bind/")
    client.post(again.headers["Location"], {"password": PASSWORD})
    assert client.get("/accounts/office/bind/").status_code == 409


def test_a_binding_that_another_account_began_binds_nothing(client: Client, cast: SimpleNamespace) -> None:
    _sign_in(client)
    again = client.get("/accounts/office/bind/")
    client.post(again.headers["Location"], {"password": PASSWORD})
    away = client.get("/accounts/office/bind/").headers["Location"]
    back = Client().post(away, PASSWORDED).headers["Location"]
    ticket = client.cookies["yq_office"].value
    other = Client()
    _sign_in(other, "linju")
    other.cookies["yq_office"] = ticket
    answer = other.get(back)
    assert answer.status_code == 409 and "另一个账户" in _text(answer)
    assert not Identity.objects.exists()


def test_undoing_it_asks_first_and_shuts_the_way_at_once(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    _through(client, "/accounts/office/sign-in/", PASSWORDED)
    assert "解除后，不能再用办公平台登录" in _text(client.post("/accounts/office/unbind/"))
    assert Identity.objects.count() == 1
    client.post("/accounts/office/unbind/", {"confirmed": "1"})
    assert last_entry("single_sign_on.unbound").actor_id == cast.officer.id
    assert client.post("/accounts/office/unbind/", {"confirmed": "1"}).status_code == 409
    assert _through(Client(), "/accounts/office/sign-in/", PASSWORDED).status_code == 403


def test_an_address_of_another_site_is_not_where_one_ends(client: Client, cast: SimpleNamespace) -> None:
    _bound(client)
    for wanted in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser = Client()
        assert _through(browser, f"/accounts/office/sign-in/?next={wanted}", PASSWORDED).headers["Location"] == "/"


def test_where_no_platform_is_named_there_is_no_button_and_no_way(
    client: Client, cast: SimpleNamespace, settings: Any
) -> None:
    _sign_in(client)
    assert "用办公平台登录" in _text(client.get("/accounts/profile/"))
    settings.IS_DEMO = False
    assert "办公平台" not in _text(Client().get("/accounts/login/"))
    for page in ("sign-in/", "back/"):
        assert Client().get(f"/accounts/office/{page}").status_code == 404
