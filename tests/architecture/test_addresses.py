"""Every address has a gate: a view says which roles it lets in, or stands on the short list of open ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.authorisations.types import ROLE as PROXY
from yinqiao.areas.portal.types import ROLE as RETIREE
from yinqiao.shell.machine.root import AccessKeyAuth, api

pytestmark = [pytest.mark.fast]

# Open to who has not signed in, each with its reason.
OPEN = {
    "account_login": "the entrance",
    "account_logout": "leaving",
    "account_signup": "says that nobody signs up here",
    "account_inactive": "says that the account is stopped",
    "account_reset_password": "says whom to ask",
    "mfa_index": "sends on to the profile, which is gated",
    "mfa_authenticate": "the second step of signing in",
    "single_sign_on:sign_in": "leads on to the office platform",
    "single_sign_on:back": "back from it: the ticket of this browser and what the platform signed are the key",
    "openid:stand_in": "the page of the stand-in, in demo mode alone; asks who somebody is and knows nobody",
    "accounts:accept_invitation": "the invited person has no account yet; the token is the key",
    "shell:appearance": "type size and colours of this browser",
    "portal:enter": "the entrance of retirees: asks for a phone, says nothing about it",
    "portal:code": "the second step: the ticket of this browser is the key",
    "portal:who": "the third step, for a phone that two share: the same ticket",
    "portal:app": "leads on to the city's app",
    "portal:app_back": "back from it: the ticket of this browser and what the app signed are the key",
    "portal:app_who": "as whom, for who may act for another: what we signed for this browser is the key",
    "portal:leave": "leaving",
    "portal:type_size": "type size of this browser",
    "dues:notice": "told by the payment provider, believed for its signature",
    "portal:stand_in": "messages of made-up people, in demo mode alone",
    "aid_public:reliefs": "what the law has public, masked, for its days",
    "bereavement_public:family": "a family with a code reads what is to be done, about nobody by name",
    "verify:ask": "whoever holds a certificate: asks for its code or its file",
    "verify:code": "the same: the code on the paper, 120 random bits, is the key",
    "shell:healthz": "asked by the supervisor and the proxy",
    "api:api-root": "says what programmes can ask for; shows no data",
    "api:start": "says how a programme begins; shows no data and no key",
    "api:openapi-json": "the same for programmes",
    "api:asyncapi-json": "says what programmes are told; shows no data",
    "shell:gallery": "sample pages without data, in demo mode alone",
    "shell:gallery_page": "sample pages without data, in demo mode alone",
}
# Opened by the key of a programme, never by somebody's sign-in: the machine interface has gates of its own.
READ_BY_KEY = {
    "api:list_divisions", "api:count_handover", "api:list_events", "api:list_receipts", "api:list_receipt_keys",
}  # fmt: skip
# What programmes send, by which the city's register changes: POST alone.
SENT_BY_KEY = {"api:send_changes"}
BY_KEY = READ_BY_KEY | SENT_BY_KEY


def routes() -> Iterator[tuple[str, str, URLPattern]]:
    """(name with its namespace, path, pattern) of every address of the site for people."""
    yield from (one for one in _walk(get_resolver(), "", "") if one[0] not in BY_KEY)


def machine_routes() -> dict[str, str]:
    """Name → path of every address that a key opens."""
    return {name: path for name, path, _ in _walk(get_resolver(), "", "") if name in BY_KEY}


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str, URLPattern]]:
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, path, inner)
        else:
            yield f"{namespace}{one.name}", path, one


def test_every_address_has_a_name_of_its_own() -> None:
    found = list(routes())
    assert len(found) > 40
    assert [path for name, path, _ in found if name.endswith("None")] == []


def test_every_view_names_its_roles_or_is_on_the_list_of_open_ones() -> None:
    gated = {name for name, _, one in routes() if hasattr(one.callback, "required_roles")}
    every = {name for name, _, _ in routes()}
    assert every - gated == set(OPEN)


def test_every_endpoint_for_programmes_asks_for_a_key_and_answers_one_method_alone() -> None:
    endpoints = {
        f"api:{one.view_func.__name__}": (one.methods, [type(asked) for asked in one.auth_callbacks])
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for one in view.operations
    }
    reading = dict.fromkeys(READ_BY_KEY, (["GET"], [AccessKeyAuth]))
    assert endpoints == {**reading, **dict.fromkeys(SENT_BY_KEY, (["POST"], [AccessKeyAuth]))}
    assert machine_routes().keys() == BY_KEY


def test_gates_name_roles_that_exist() -> None:
    # A retiree's and a proxy's are never granted: they follow from who was proved to be.
    known = {role.value for role in Role} | {RETIREE, PROXY}
    wrong = {
        name: one.callback.required_roles - known
        for name, _, one in routes()
        if hasattr(one.callback, "required_roles")
    }
    assert {name: roles for name, roles in wrong.items() if roles} == {}


def test_no_address_carries_a_name_or_a_number_of_a_person() -> None:
    allowed = {"uuid", "slug"}
    parts = [(name, kind) for name, path, _ in routes() for kind in re.findall(r"<(\w+):", path)]
    wrong = [(name, kind) for name, kind in parts if kind not in allowed]
    # An invitation's token is random; nothing else is free text.
    assert wrong == [("accounts:accept_invitation", "str")]
