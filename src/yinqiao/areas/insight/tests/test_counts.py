"""The counts that triggers keep: right after every change, whole in every list, seen by nobody beyond the scope."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from yinqiao.areas.insight.models import EnterpriseSum, HandoverCell, PlaceSum
from yinqiao.areas.insight.queries import list_by_enterprise, list_by_place
from yinqiao.areas.insight.tests.city import ADD, FIRM, FUYA, LOTUS, MOON, Eyes, load_city, number_of, within
from yinqiao.areas.insight.tests.city import OTHER as OTHER_FIRM
from yinqiao.areas.insight.types import Dimension, HandoverFigures, Slice, total_of
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.audit.tests.sealed_log import superuser

pytestmark = [pytest.mark.db]
CITY = "430100000000"


@pytest.fixture
def admin(
    django_db_setup: None, fresh_database: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[psycopg.Connection]:
    """A superuser's connection to a city of its own."""
    with django_db_blocker.unblock():
        load_city()
        with superuser() as found:
            yield found
        connection.close()
    forget_places()


def _add(
    admin: psycopg.Connection, code: str, firm: int, state: str, people: int = 1, contacted: str | None = None
) -> None:
    admin.execute(ADD, [firm, number_of(code), state, contacted, people])


def _scatter(admin: psycopg.Connection) -> None:
    """Three enterprises' people all over the city, desks included, in every state, then moved about."""
    chance = random.Random(5)
    for _ in range(60):
        code = chance.choice((CITY, "430100000D01", "430104000000", "430104001000", MOON, LOTUS, FUYA))
        state = chance.choice(("offered", "accepted", "returned", "withdrawn"))
        contacted = "2026-03-05" if state == "accepted" and chance.random() < 0.5 else None
        _add(admin, code, chance.choice((FIRM, OTHER_FIRM, 9)), state, chance.randint(1, 9), contacted)
    for statement in (
        "UPDATE handover_offer SET state = 'accepted' WHERE state = 'offered' AND id::text < '8'",
        "UPDATE handover_offer SET contacted_on = '2026-03-09' WHERE state = 'accepted' AND id::text < '4'",
        "UPDATE handover_offer SET place_no = (SELECT max(place_no) FROM organisations_division) WHERE id::text > 'e'",
        "DELETE FROM handover_offer WHERE id::text < '2'",
    ):
        admin.execute(statement)


def _counted(admin: psycopg.Connection, key: str) -> dict[int, HandoverFigures]:
    """The same counted anew over all offers."""
    rows = admin.execute(
        "SELECT place_no, enterprise_id, state, contacted_on IS NOT NULL, count(*) FROM handover_offer"
        " WHERE state IN ('offered', 'accepted', 'returned') GROUP BY 1, 2, 3, 4"
    ).fetchall()
    found: dict[int, Counter[str]] = {}
    for place_no, firm, state, is_contacted, people in rows:
        counts = found.setdefault(place_no if key == "place_no" else firm, Counter())
        counts.update({state: people, "handed_over": people})
        counts["contacted"] += people if state == "accepted" and is_contacted else 0
    return {
        one: HandoverFigures(c["handed_over"], c["accepted"], c["contacted"], c["offered"], c["returned"])
        for one, c in found.items()
    }


def test_lists_by_place_and_enterprise_equal_a_count_over_all_offers(admin: psycopg.Connection) -> None:
    _scatter(admin)
    scope = within(CITY)
    with acting(Eyes(scope).actor):
        by_place = list_by_place(scope=scope, dimension=Dimension.COMMUNITY)
        by_firm = list_by_enterprise(scope=scope)
    assert {row.ref: row.figures for row in by_place} == _counted(admin, "place_no")
    assert {row.ref: row.figures for row in by_firm} == _counted(admin, "enterprise_id")
    assert total_of(by_place) == total_of(by_firm) != HandoverFigures()


@pytest.mark.parametrize("code", [CITY, "430104000000", MOON])
def test_every_dimension_of_every_scope_adds_up_to_the_same_total(admin: psycopg.Connection, code: str) -> None:
    _scatter(admin)
    scope = within(code)
    with acting(Eyes(scope).actor):
        by_firm = list_by_enterprise(scope=scope)
        levels = [list_by_place(scope=scope, dimension=one) for one in Dimension if one != Dimension.ENTERPRISE]
        parts = [list_by_place(scope=scope, dimension=Dimension.DISTRICT, part=Slice(row.ref)) for row in by_firm]
    assert {total_of(rows) for rows in levels} == {total_of(by_firm)} != {HandoverFigures()}
    assert [total_of(rows) for rows in parts] == [row.figures for row in by_firm]


def test_a_part_of_the_city_counts_the_people_of_that_part_only(admin: psycopg.Connection) -> None:
    _add(admin, MOON, FIRM, "accepted", 3)
    _add(admin, FUYA, FIRM, "offered", 4)
    scope, part = within(CITY), within("430104000000")
    narrow = Slice(None, part.place_from, part.place_to)
    with acting(Eyes(scope).actor):
        firms = list_by_enterprise(scope=scope, part=narrow)
        streets = list_by_place(scope=scope, dimension=Dimension.STREET, part=narrow)
    assert [(row.ref, row.figures.handed_over) for row in firms] == [(FIRM, 3)]
    assert [(row.name, row.figures.accepted) for row in streets] == [("岳麓区 · 望月湖街道", 3)]


def test_people_at_a_desk_have_a_line_of_their_own(admin: psycopg.Connection) -> None:
    _add(admin, "430104000000", FIRM, "offered", 2)
    _add(admin, "430100000D01", FIRM, "offered", 5)
    _add(admin, CITY, FIRM, "returned", 1)
    scope = within(CITY)
    with acting(Eyes(scope).actor):
        lines = list_by_place(scope=scope, dimension=Dimension.COMMUNITY)
    assert {row.name: row.figures.handed_over for row in lines} == {
        "长沙市（市级待分派、已退回企业）": 1, "社保经办机构（异地居住）": 5, "岳麓区（待分派）": 2,
    }  # fmt: skip


def test_an_enterprise_sees_its_own_sums_in_the_whole_city_and_no_place(admin: psycopg.Connection) -> None:
    _add(admin, MOON, FIRM, "accepted", 3)
    _add(admin, FUYA, FIRM, "offered", 2)
    _add(admin, FUYA, OTHER_FIRM, "offered", 6)
    scope = Scope.of_enterprises([FIRM], "演示企业")
    with acting(Eyes(scope).actor):
        rows = list_by_enterprise(scope=scope)
        stray = list_by_enterprise(scope=scope, part=Slice(OTHER_FIRM))
        seen = EnterpriseSum.objects.values_list("enterprise_id", flat=True), PlaceSum.objects.count()
        assert (set(seen[0]), seen[1]) == ({FIRM}, 0)
    assert [(row.ref, row.figures.handed_over, row.figures.accepted) for row in rows] == [(FIRM, 5, 3)]
    assert stray == []


def test_a_district_learns_nothing_of_an_enterprise_beyond_itself(admin: psycopg.Connection) -> None:
    _add(admin, MOON, FIRM, "accepted", 3)
    _add(admin, FUYA, FIRM, "offered", 2)
    scope = within("430104000000")
    with acting(Eyes(scope).actor):
        assert EnterpriseSum.objects.count() == 0
        assert set(PlaceSum.objects.values_list("place_no", flat=True)) == {number_of(MOON)}
        assert [row.figures.handed_over for row in list_by_enterprise(scope=scope)] == [3]
    with acting(Eyes(Scope.nobody()).actor):
        assert (EnterpriseSum.objects.count(), PlaceSum.objects.count(), HandoverCell.objects.count()) == (0, 0, 0)


def test_an_acceptance_does_not_wait_for_a_roster_of_another_enterprise_under_way(admin: psycopg.Connection) -> None:
    _add(admin, MOON, OTHER_FIRM, "offered", 5)
    with superuser() as roster:
        roster.autocommit = False
        _add(roster, MOON, FIRM, "offered", 1000)
        admin.execute("SET lock_timeout TO '2s'")
        admin.execute("UPDATE handover_offer SET state = 'accepted' WHERE enterprise_id = %s", [OTHER_FIRM])
        scope = within(CITY)
        with acting(Eyes(scope).actor):
            before = total_of(list_by_place(scope=scope, dimension=Dimension.COMMUNITY))
        roster.commit()
    with acting(Eyes(scope).actor):
        after = total_of(list_by_place(scope=scope, dimension=Dimension.COMMUNITY))
    assert (before.handed_over, before.accepted, before.offered) == (5, 5, 0)
    assert (after.handed_over, after.accepted, after.offered) == (1005, 5, 1000)


def test_what_is_rolled_back_was_never_counted(admin: psycopg.Connection) -> None:
    _add(admin, MOON, FIRM, "offered", 5)
    with superuser() as roster:
        roster.autocommit = False
        _add(roster, MOON, FIRM, "offered", 1000)
        roster.rollback()
    scope = within(CITY)
    with acting(Eyes(scope).actor):
        assert total_of(list_by_enterprise(scope=scope)).handed_over == 5


def test_a_sum_stays_in_one_row_while_nobody_works_at_the_same_time(admin: psycopg.Connection) -> None:
    for _ in range(20):
        _add(admin, MOON, FIRM, "offered")
    found = admin.execute(
        "SELECT people FROM insight_placesum UNION ALL SELECT people FROM insight_enterprisesum"
    ).fetchall()
    assert found == [(20,), (20,)]
