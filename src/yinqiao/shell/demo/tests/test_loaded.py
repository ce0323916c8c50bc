"""The demo city in the database: exact numbers, history, events, cells; synthetic through and through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from yinqiao.kernel.id_number import DEMO_DIVISION
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST, CAST_USERS, NEAR
from yinqiao.shell.demo.loading import CityOrder, load_city
from yinqiao.shell.demo.tests.standing import standing

pytestmark = pytest.mark.db

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
PEOPLE = 900


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """How many people one load brought; it stands for all tests of this module."""
    with django_db_blocker.unblock(), standing(AT):
        yield load_city(CityOrder(PEOPLE, 1, AT, enterprises=60)).people


def _one(statement: str, *values: object) -> int:
    with acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.fetchone()[0])


def test_900_people_are_900_rows_versions_and_events_and_everyone_is_marked_as_synthetic(loaded: int) -> None:
    assert loaded == PEOPLE
    assert _one("SELECT count(*) FROM retirees_retiree WHERE is_synthetic") == PEOPLE
    assert _one("SELECT count(*) FROM retirees_retiree") == PEOPLE
    assert _one("SELECT count(*) FROM retirees_retireeversion WHERE act_id IS NOT NULL") == PEOPLE
    assert _one("SELECT count(*) FROM events_event WHERE type = 'retirees.registered'") == PEOPLE
    assert _one("SELECT count(DISTINCT retiree_id) FROM retirees_searchterm") == PEOPLE
    assert _one("SELECT count(*) FROM organisations_enterprise WHERE NOT is_synthetic") == 0


def test_everyone_has_one_holder_or_waits_for_one_and_the_cells_add_up() -> None:
    accepted = _one("SELECT count(*) FROM handover_offer WHERE state = 'accepted'")
    waiting = _one("SELECT count(*) FROM handover_offer WHERE state = 'offered'")
    assert accepted + waiting == PEOPLE
    assert 5 <= waiting <= PEOPLE // 30
    assert accepted == _one("SELECT count(*) FROM retirees_retiree WHERE status = 'managed'")
    assert _one("SELECT sum(people) FROM insight_handovercell") == PEOPLE
    contacted = _one("SELECT sum(people) FROM insight_handovercell WHERE measure = 'contacted'")
    assert accepted * 8 // 10 < contacted < accepted


def test_the_numbers_stored_are_the_demos_and_sealed() -> None:
    from yinqiao.areas.retirees.models import SealedFacts
    from yinqiao.areas.retirees.queries.facts import read_facts

    with acting(Actor.system("test")):
        people = list(SealedFacts.objects.order_by("pk")[:50])
        numbers = [known["id_no"] for known in read_facts([one.facts for one in people], [one.pk for one in people])]
    assert all(number.startswith(DEMO_DIVISION) for number in numbers)
    assert all(number.encode() not in bytes(person.facts) for number, person in zip(numbers, people, strict=True))


def test_who_lives_away_stands_at_the_agencys_desk_and_all_others_at_a_community() -> None:
    at_desk = _one(
        "SELECT count(*) FROM retirees_retiree r JOIN organisations_division d USING (place_no) WHERE d.kind = 'desk'"
    )
    at_home = _one(
        "SELECT count(*) FROM retirees_retiree r JOIN organisations_division d USING (place_no)"
        " WHERE d.kind = 'community'"
    )
    assert at_desk + at_home == PEOPLE
    assert PEOPLE * 4 // 100 < at_desk < PEOPLE * 10 // 100


def test_the_casts_community_and_enterprise_have_people_enough_to_show() -> None:
    near = _one(
        "SELECT count(*) FROM retirees_retiree r JOIN organisations_division d USING (place_no) WHERE d.code = %s", NEAR
    )
    assert near > PEOPLE * 3 // 100
    names = [member.name for member in CAST if not member.facts.get("died_on")]
    assert _one("SELECT count(*) FROM retirees_retiree WHERE name = ANY (%s)", names) >= len(names)


def test_accounts_are_made_with_their_roles_over_their_units() -> None:
    with transaction.atomic():
        _accounts_are_made()
        transaction.set_rollback(True)


def _accounts_are_made() -> None:
    from yinqiao.shell.demo.loading import load_users

    accounts = load_users(AT)
    assert len({account.password for account in accounts}) == len(CAST_USERS)
    assert {one.unit for one in accounts if one.username.startswith("gongan.")} == {"市公安局"}
    assert _one("SELECT count(*) FROM accounts_grant") == len(CAST_USERS)
    assert _one("SELECT count(*) FROM accounts_user WHERE is_demo AND NOT must_change_password") == len(CAST_USERS)
