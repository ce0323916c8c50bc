"""Signing in through the pages: password, second factor, throttling, duties, signing out."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from yinqiao.areas.accounts import services
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, last_entry
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LOGIN = "/accounts/login/"
WRONG = "这不是对的密码但足够长"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": username, "password": password}, **more)


def code_for(secret: str, moment: float) -> str:
    """What an authenticator app shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(moment) // 30))


def errors_of(response: Any) -> list[str]:
    return [str(one) for field in response.context["form"].errors.values() for one in field]


def test_name_and_password_open_the_workbench_and_the_audit_notes_in_and_out(
    client: Client, cast: SimpleNamespace
) -> None:
    response = sign_in(client, "ZhuanGan")
    assert (response.status_code, response.url) == (302, "/")
    entry = last_entry("accounts.signed_in")
    assert (entry.kind, entry.actor_id, entry.detail) == ("sign_in", cast.officer.id, {"address": "127.0.0.1"})
    assert client.get("/accounts/profile/").status_code == 200
    assert client.post("/accounts/logout/").url == LOGIN
    assert last_entry("accounts.signed_out").subject_id == cast.officer.id
    assert client.get("/accounts/profile/").url == f"{LOGIN}?next=/accounts/profile/"


def test_signing_out_wipes_what_pages_have_kept_in_the_browser_and_asking_first_does_not(
    client: Client, cast: SimpleNamespace
) -> None:
    sign_in(client, "ZhuanGan")
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"storage"'


def test_what_was_seen_is_kept_by_no_browser_and_signing_in_makes_a_session_of_its_own(
    client: Client, cast: SimpleNamespace
) -> None:
    client.get(LOGIN)
    client.session["planted"] = "by who sat here before"
    client.session.save()
    before = client.session.session_key
    sign_in(client, "ZhuanGan")
    assert client.session.session_key != before
    for page in ("/", "/accounts/profile/"):
        assert "no-store" in client.get(page)["Cache-Control"]


def test_the_hashes_that_the_product_keeps_are_argon2() -> None:
    from django.conf import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_wrong_password_and_an_unknown_name_are_the_same_answer_and_neither_name_is_kept(
    client: Client, cast: SimpleNamespace
) -> None:
    answers = [sign_in(client, name, WRONG) for name in ("zhuangan", "meiyouzhegeren")]
    assert [one.status_code for one in answers] == [200, 200]
    assert errors_of(answers[0]) == errors_of(answers[1]) == ["登录名或密码不正确。"]
    with acting(Actor.system("test")):
        entries = list(Entry.objects.filter(action="accounts.sign_in_failed").order_by("id"))
    assert [one.subject_id for one in entries] == [cast.officer.id, None]
    assert all(set(one.detail) == {"address", "cooling_off"} and one.kind == "sign_in" for one in entries)


def test_8_failures_cool_off_for_15_minutes_for_this_account_and_address_alone(
    client: Client, cast: SimpleNamespace
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        answers = [sign_in(client, name, WRONG).status_code for name in ["zhuangan", "ZHUANGAN"] * 4]
        assert answers == [200] * 7 + [429]
        assert sign_in(client, "zhuangan").status_code == 429
        assert sign_in(client, "zhuangan", REMOTE_ADDR="10.0.0.9").status_code == 302
        client.post("/accounts/logout/")
        assert sign_in(client, "linju").status_code == 302
        client.post("/accounts/logout/")
        # Trying on does not make the wait longer.
        clock.shift(timedelta(minutes=14))
        assert sign_in(client, "zhuangan").status_code == 429
        clock.shift(timedelta(minutes=1, seconds=1))
        assert sign_in(client, "zhuangan").status_code == 302


def test_a_forged_forwarded_address_does_not_escape_throttling(client: Client, cast: SimpleNamespace) -> None:
    for number in range(8):
        last = sign_in(client, "zhuangan", WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert last.status_code == 429
    assert "accounts.cooling_off" in last.content.decode()


def test_the_security_administrator_ends_the_wait(client: Client, cast: SimpleNamespace) -> None:
    for _ in range(8):
        sign_in(client, "zhuangan", WRONG)
    services.unlock_sign_in(actor=cast.security.actor, at=NOW, user_id=cast.officer.id)
    assert sign_in(client, "zhuangan").status_code == 302


def test_a_stopped_account_cannot_sign_in_and_one_that_is_signed_in_is_out_at_once(
    client: Client, cast: SimpleNamespace
) -> None:
    sign_in(client, "zhuangan")
    services.stop_user(actor=cast.security.actor, at=NOW, user_id=cast.officer.id, reason="离职")
    assert client.get("/accounts/profile/").status_code == 302
    assert sign_in(client, "zhuangan").url == "/accounts/stopped/"
    assert client.get("/accounts/profile/").status_code == 302


def test_a_role_taken_back_ends_with_the_next_request(client: Client, cast: SimpleNamespace) -> None:
    sign_in(client, "jieguan")
    assert client.get("/accounts/users/").status_code == 200
    services.revoke_grant(
        actor=cast.security.actor, at=NOW, grant_id=cast.street_admin.actor.grant_id, reason="调离岗位"
    )
    response = client.get("/accounts/users/")
    assert response.status_code == 403
    assert "access.role_not_allowed" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client: Client, city: SimpleNamespace, method: str) -> None:
    fields = {"username": "xinren", "password1": PASSWORD, "password2": PASSWORD}
    response = getattr(client, method)("/accounts/signup/", fields)
    assert response.status_code in {403, 405}
    assert not User.objects.filter(username="xinren").exists()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "password/reset/", "password/set/", "login/code/"])
def test_what_the_library_offers_beyond_our_needs_is_not_there(
    client: Client, city: SimpleNamespace, path: str
) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}").status_code == 404


def test_a_temporary_password_is_changed_before_anything_else_and_not_into_itself(
    client: Client, cast: SimpleNamespace
) -> None:
    temporary = services.reset_password(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id)
    sign_in(client, "zhuangan", temporary)
    change = reverse("account_change_password")
    assert client.get("/accounts/profile/").url == client.get("/").url == change
    fragment = client.get("/accounts/profile/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (204, change)
    fields = {"oldpassword": temporary, "password1": temporary, "password2": temporary}
    assert errors_of(client.post(change, fields)) == ["新密码不能与当前密码相同。"]
    fields |= {"password1": PASSWORD + "新", "password2": PASSWORD + "新"}
    assert client.post(change, fields).url == "/accounts/profile/"
    assert client.get("/accounts/profile/").status_code == 200
    assert last_entry("accounts.password_changed").actor_id == cast.officer.id


def test_a_new_password_ends_the_sign_ins_on_other_devices(client: Client, cast: SimpleNamespace) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        sign_in(one, "zhuangan")
    fields = {"oldpassword": PASSWORD, "password1": PASSWORD + "新", "password2": PASSWORD + "新"}
    client.post(reverse("account_change_password"), fields)
    assert client.get("/accounts/profile/").status_code == 200
    assert elsewhere.get("/accounts/profile/").status_code == 302


def test_the_other_devices_are_listed_and_signed_out_on_ones_own_page(client: Client, cast: SimpleNamespace) -> None:
    elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/120")
    for one in (client, elsewhere):
        sign_in(one, "zhuangan")
    page = client.get("/accounts/sign-ins/")
    assert len(page.context["sessions"]) == 2
    assert "Chrome · 安卓" in page.content.decode()
    client.post("/accounts/sign-ins/")
    assert elsewhere.get("/accounts/profile/").status_code == 302
    assert client.get("/accounts/profile/").status_code == 200


def set_up_second_factor(client: Client, on_commit: Any) -> str:
    """Walk the pages that set up a second factor; returns its secret."""
    page = client.get("/accounts/second-factor/set-up/")
    assert page.url.startswith("/accounts/again/")
    client.post(page.url, {"password": PASSWORD})
    page = client.get("/accounts/second-factor/set-up/")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())
    assert secret is not None
    with on_commit(execute=True):
        done = client.post("/accounts/second-factor/set-up/", {"code": code_for(secret[1], time.time())})
    assert done.status_code == 302, errors_of(done)
    assert done.url == "/accounts/recovery-codes/"
    return secret[1]


def test_a_second_factor_is_set_up_asked_for_at_sign_in_and_each_code_works_once(
    client: Client, cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, "zhuangan")
        secret = set_up_second_factor(client, django_capture_on_commit_callbacks)
        assert last_entry("accounts.second_factor_added").subject_id == cast.officer.id
        recovery = client.get("/accounts/recovery-codes/").context["unused_codes"]
        assert len(recovery) == 10
        client.post("/accounts/logout/")

        clock.shift(timedelta(minutes=10))
        asked = sign_in(client, "zhuangan")
        assert asked.url == "/accounts/second-factor/code/"
        assert client.get("/accounts/profile/").status_code == 302
        assert errors_of(client.post(asked.url, {"code": "000000"})) == ["动态口令不正确，请核对后重新输入。"]
        assert last_entry("accounts.code_failed").subject_id == cast.officer.id
        code = code_for(secret, time.time())
        assert client.post(asked.url, {"code": code}).url == "/"

        again = Client()
        sign_in(again, "zhuangan")
        clock.shift(timedelta(seconds=29))
        assert again.post(asked.url, {"code": code}).status_code == 200
        assert again.get("/accounts/profile/").status_code == 302
        assert again.post(asked.url, {"code": recovery[3]}).url == "/"
        third = Client()
        sign_in(third, "zhuangan")
        assert third.post(asked.url, {"code": recovery[3]}).status_code == 200
        assert third.get("/accounts/profile/").status_code == 302


def test_the_secret_of_a_second_factor_is_not_in_the_database(
    client: Client, cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, "zhuangan")
    secret = set_up_second_factor(client, django_capture_on_commit_callbacks)
    kept = Authenticator.objects.filter(user_id=cast.officer.id).values_list("data", flat=True)
    assert len(kept) == 2
    assert all(secret not in str(data) for data in kept)


def test_the_second_factor_stays_when_the_password_is_reset_and_only_security_takes_it_away(
    client: Client, cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, "zhuangan")
    set_up_second_factor(client, django_capture_on_commit_callbacks)
    temporary = services.reset_password(actor=cast.street_admin.actor, at=NOW, user_id=cast.officer.id)
    assert client.get("/accounts/profile/").status_code == 302
    assert sign_in(client, "zhuangan", temporary).url == "/accounts/second-factor/code/"
    services.remove_second_factor(actor=cast.security.actor, at=NOW, user_id=cast.officer.id, reason="手机遗失")
    assert sign_in(Client(), "zhuangan", temporary).url == "/"


def test_outside_the_demo_a_second_factor_is_forced(client: Client, cast: SimpleNamespace, settings: Any) -> None:
    settings.IS_DEMO = False
    sign_in(client, "zhuangan")
    duty = reverse("mfa_activate_totp")
    assert client.get("/accounts/profile/").url == client.get("/").url == duty
    assert client.get(duty).url.startswith("/accounts/again/")
    assert client.post("/accounts/logout/").url == LOGIN


def test_outside_the_demo_the_workbench_opens_once_the_second_factor_is_set_up(
    client: Client, cast: SimpleNamespace, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.IS_DEMO = False
    sign_in(client, "zhuangan")
    set_up_second_factor(client, django_capture_on_commit_callbacks)
    assert client.get("/accounts/profile/").status_code == 200


def test_after_signing_in_one_comes_back_to_the_page_one_came_from_but_never_to_another_site(
    client: Client, cast: SimpleNamespace
) -> None:
    ours = client.post(LOGIN, {"login": "zhuangan", "password": PASSWORD, "next": "/accounts/roles/"})
    assert ours.url == "/accounts/roles/"
    client.post("/accounts/logout/")
    foreign = client.post(LOGIN, {"login": "zhuangan", "password": PASSWORD, "next": "https://evil.example/"})
    assert foreign.url == "/"
