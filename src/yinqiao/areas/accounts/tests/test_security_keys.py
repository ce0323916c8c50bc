"""A security key as second factor: registered after the password, asked for at sign-in, given up; forged answers fail."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, last_entry
from yinqiao.areas.accounts.tests.soft_key import SoftKey

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CODE_PAGE = "/accounts/second-factor/code/"


def _browser() -> Client:
    return Client(headers={"host": "testserver"})


def _post(client: Client, address: str, data: dict[str, Any]) -> Any:
    return client.post(address, data, secure=True, headers={"referer": "https://testserver/"})


def _sign_in(client: Client) -> Any:
    return _post(client, "/accounts/login/", {"login": "zhuangan", "password": PASSWORD})


def _asked(client: Client, address: str, what: str) -> dict[str, Any]:
    """What the page asks of a key."""
    page = client.get(address, secure=True)
    assert page.status_code == 200, page.headers.get("Location")
    data: dict[str, Any] = page.context["js_data"][what]
    return json.loads(json.dumps(data, default=str)) if isinstance(data, dict) else data


def _registered(client: Client, key: SoftKey, name: str = "办公室电脑") -> Any:
    address = reverse("mfa_add_webauthn")
    again = client.get(address, secure=True)
    if again.status_code == 302:
        _post(client, again.url, {"password": PASSWORD})
    answer = key.made(_asked(client, address, "creation_options"))
    return _post(client, address, {"name": name, "credential": json.dumps(answer)})


@pytest.fixture
def officer(cast: SimpleNamespace) -> SimpleNamespace:
    """The officer whose key it is."""
    found: SimpleNamespace = cast.officer
    return found


def test_a_key_is_registered_after_the_password_and_asked_for_at_the_next_sign_in(officer: SimpleNamespace) -> None:
    client, key = _browser(), SoftKey()
    _sign_in(client)
    assert _registered(client, key).url == "/accounts/recovery-codes/"
    entry = last_entry("accounts.second_factor_added")
    assert entry.subject_id == officer.id
    assert queries.has_second_factor(user_id=officer.id)
    assert "办公室电脑" in client.get(reverse("mfa_list_webauthn"), secure=True).content.decode()

    again = _browser()
    assert _sign_in(again).url == CODE_PAGE
    assert again.get("/accounts/profile/", secure=True).status_code == 302
    answer = key.shown(_asked(again, CODE_PAGE, "request_options"))
    assert _post(again, CODE_PAGE, {"credential": json.dumps(answer)}).url == "/"
    assert again.get("/accounts/profile/", secure=True).status_code == 200


def test_a_name_that_no_list_has_room_for_is_refused_and_no_key_is_registered(officer: SimpleNamespace) -> None:
    client, key = _browser(), SoftKey()
    _sign_in(client)
    refused = _registered(client, key, "长" * 41)
    assert refused.status_code == 200 and "名称不能超过 40 个字" in refused.content.decode()
    assert not queries.has_second_factor(user_id=officer.id)
    assert _registered(client, key, "长" * 40).status_code == 302


def test_an_answer_counts_for_the_question_of_its_moment_alone(officer: SimpleNamespace) -> None:
    client, key = _browser(), SoftKey()
    _sign_in(client)
    _registered(client, key)
    overheard = _browser()
    _sign_in(overheard)
    answer = json.dumps(key.shown(_asked(overheard, CODE_PAGE, "request_options")))
    other = _browser()
    _sign_in(other)
    _asked(other, CODE_PAGE, "request_options")
    assert _post(other, CODE_PAGE, {"credential": answer}).status_code == 200
    assert _post(overheard, CODE_PAGE, {"credential": answer}).url == "/"
    assert other.get("/accounts/profile/", secure=True).status_code == 302


@pytest.mark.parametrize(
    "kind", ["another key", "another site", "no touch of this site", "a copied name", "rubbish", "nothing"]
)
def test_what_is_no_answer_of_the_own_key_opens_nothing(officer: SimpleNamespace, kind: str) -> None:
    client, key = _browser(), SoftKey()
    _sign_in(client)
    _registered(client, key)
    thief = _browser()
    _sign_in(thief)
    asked = _asked(thief, CODE_PAGE, "request_options")
    forged = {
        "another key": lambda: SoftKey().shown(asked),
        "another site": lambda: _elsewhere(key, origin="https://evil.example").shown(asked),
        "no touch of this site": lambda: _elsewhere(key, host="evil.example").shown(asked),
        "a copied name": lambda: _copied(key).shown(asked),
        "rubbish": lambda: {"id": "x", "response": {"clientDataJSON": 7}},
        "nothing": dict,
    }[kind]()
    refused = _post(thief, CODE_PAGE, {"credential": json.dumps(forged)})
    assert refused.status_code == 200
    assert re.search("安全密钥没有(核对通过|应答)，没有改动", refused.content.decode().partition("key-trouble")[0])
    assert thief.get("/accounts/profile/", secure=True).status_code == 302


def _copied(key: SoftKey) -> SoftKey:
    """Another key that calls itself by the name of this one."""
    copy = SoftKey()
    copy.id = key.id
    return copy


def _elsewhere(key: SoftKey, host: str = "testserver", origin: str = "https://testserver") -> SoftKey:
    """The same key, asked by another site."""
    moved = SoftKey(host, origin)
    moved.secret, moved.id = key.secret, key.id
    return moved


def test_outside_the_demo_a_key_is_enough_to_begin(officer: SimpleNamespace, settings: Any) -> None:
    settings.IS_DEMO = False
    client = _browser()
    _sign_in(client)
    assert client.get("/", secure=True).url == reverse("mfa_activate_totp")
    _registered(client, SoftKey())
    assert client.get("/accounts/profile/", secure=True).status_code == 200


def test_a_key_is_given_up_by_its_owner_and_by_nobody_else(officer: SimpleNamespace, cast: SimpleNamespace) -> None:
    client = _browser()
    _sign_in(client)
    _registered(client, SoftKey())
    mine = Authenticator.objects.get(user_id=officer.id, type="webauthn")
    stranger = _browser()
    _post(stranger, "/accounts/login/", {"login": "jieguan", "password": PASSWORD})
    address = reverse("mfa_remove_webauthn", args=[mine.pk])
    page = stranger.get(address, secure=True)
    if page.status_code == 302:
        _post(stranger, page.url, {"password": PASSWORD})
        page = stranger.get(address, secure=True)
    assert page.status_code == 404
    assert _post(client, address, {}).url == reverse("mfa_list_webauthn")
    assert not queries.has_second_factor(user_id=officer.id)
    assert client.get(reverse("mfa_remove_webauthn", args=["none"]), secure=True).status_code == 404


def test_security_takes_keys_away_with_every_session(officer: SimpleNamespace, cast: SimpleNamespace) -> None:
    client = _browser()
    _sign_in(client)
    _registered(client, SoftKey())
    services.remove_second_factor(actor=cast.security.actor, at=NOW, user_id=officer.id, reason="密钥遗失")
    assert client.get("/accounts/profile/", secure=True).status_code == 302
    assert not Authenticator.objects.filter(user_id=officer.id).exists()
    assert _sign_in(_browser()).url == "/"


def test_the_person_proves_to_be_there_with_the_key_before_a_sensitive_step(officer: SimpleNamespace) -> None:
    client, key = _browser(), SoftKey()
    _sign_in(client)
    _registered(client, key)
    again = _browser()
    _sign_in(again)
    shown = key.shown(_asked(again, CODE_PAGE, "request_options"))
    _post(again, CODE_PAGE, {"credential": json.dumps(shown)})
    address = reverse("mfa_reauthenticate_webauthn")
    answer = key.shown(_asked(again, address, "request_options"))
    assert _post(again, address, {"credential": json.dumps(answer)}).status_code == 302
    assert again.get(reverse("mfa_add_webauthn"), secure=True).status_code == 200
