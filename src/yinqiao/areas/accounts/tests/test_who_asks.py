"""What every page costs before its view asks anything: who is signed in, under which role, within which scope."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yinqiao.areas.accounts.services import revoke_grant
from yinqiao.areas.accounts.tests.people import NOW, Person

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_page_that_asks_nothing_costs_the_session_the_user_the_roles_and_the_scope(cast: SimpleNamespace) -> None:
    client = _signed_in(cast.officer)
    client.get("/appearance/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/appearance/").status_code == 200
    looked_at = [one["sql"].partition(" FROM ")[2].split()[0].strip('"') for one in asked if " FROM " in one["sql"]]
    assert looked_at == ["django_session", "accounts_user", "accounts_grant"]
    # Beside them the scope is put on the transaction, which is one inside that of the test, and taken off it again.
    assert [one["sql"].split()[0] for one in asked if " FROM " not in one["sql"]] == [
        "SAVEPOINT", "SELECT", "SELECT", "RELEASE",
    ]  # fmt: skip


def test_a_role_that_was_taken_away_between_two_pages_is_gone_at_the_second(cast: SimpleNamespace) -> None:
    client = _signed_in(cast.officer)
    assert client.get("/people/").status_code == 200
    revoke_grant(actor=cast.city_admin.actor, at=NOW, grant_id=cast.officer.actor.grant_id, reason="调整分工")
    assert client.get("/people/").status_code == 403
