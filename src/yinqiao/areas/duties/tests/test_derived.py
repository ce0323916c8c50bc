"""What is due stands as the rule says it: SQL against the oracle, and at once after each change of a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from yinqiao.areas.duties import services
from yinqiao.areas.duties.models import Duty, KnownGroups
from yinqiao.areas.duties.queries import standards_on
from yinqiao.areas.duties.queries.wanted import wanted_today
from yinqiao.areas.duties.rules import due_to
from yinqiao.areas.duties.tests.serving import SYSTEM, Serving
from yinqiao.areas.duties.types import PersonFacts, Wanted, fact_sources
from yinqiao.areas.local_rules.queries import published_rules
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees import services as register_acts
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register, register_many
from yinqiao.areas.retirees.types import ActRule, Correction, Death, RetireeStatus, Source
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import freshen, shipped, supply_rules

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BUILDER = "91430000MADEMO0018"

_BORN = st.dates(date(1915, 1, 1), date(1975, 12, 31)) | st.sampled_from(
    [date(1936, 2, 29), date(1946, 3, 1), date(1946, 3, 2), date(1956, 3, 5), date(1936, 3, 5), date(1946, 12, 31)]
)
_GROUPS = st.lists(st.sampled_from(["alone", "model_worker", "pre_1949"]), unique=True, max_size=2)
_PEOPLE = st.lists(st.tuples(_BORN, _GROUPS, st.booleans(), st.integers(0, 9)), min_size=12, max_size=25)
_DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31)) | st.sampled_from(
    [date(2026, 2, 28), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 10, 4), date(2026, 10, 18)]
)


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _registered(city: City, people: list[tuple[date, list[str], bool, int]], today: date) -> dict[UUID, PersonFacts]:
    rows: list[dict[str, Any]] = []
    homes = [(city.near, city.mill), (city.far, city.builder)] * len(people)
    for (born, groups, is_member, _dead), (place_no, enterprise_id) in zip(people, homes, strict=False):
        profile = '{"special_group": "' + ",".join([*groups, "serious_illness"]) + '"}'
        rows.append(
            {
                "born_on": born,
                "profile": profile,
                "political_status": "01" if is_member else "13",
                "place_no": place_no,
                "enterprise_id": enterprise_id,
            }
        )
    ids = register_many(city, rows, RetireeStatus.MANAGED)
    found = {}
    for one, (born, groups, is_member, dead), (place_no, firm) in zip(ids, people, homes, strict=False):
        told: dict[str, tuple[date, date | None]] = dict.fromkeys(groups, (today, None))
        if is_member:
            told["party_member"] = (born, None)
        died = today - timedelta(days=dead) if dead > 5 else None
        uscc = BUILDER if firm == city.builder else "91430000MADEMO0026"
        found[one] = PersonFacts(born, "deceased" if died else "managed", died, told, place_no, uscc)
        if died:
            _die(one, died)
    return found


def _die(one: UUID, died: date) -> None:
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("UPDATE retirees_retiree SET status = 'deceased', died_on = %s WHERE id = %s", [died, one])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=_PEOPLE, today=_DAYS)
def test_the_statement_wants_what_the_rule_wants(
    city: City, people: list[tuple[date, list[str], bool, int]], today: date
) -> None:
    with _taken_back():
        facts = _registered(city, people, today)
        services.read_changed(actor=SYSTEM, at=datetime(today.year, today.month, today.day, 4, tzinfo=UTC))
        with acting(SYSTEM), connection.cursor() as cursor:
            standards = standards_on(today)
            standards += [replace(one, id=f"{one.id}_firm", enterprise=BUILDER) for one in standards]
            standards += [replace(one, id=f"{one.id}_near", place_to=city.far) for one in standards]
            statement = sql.SQL("SELECT retiree_id, standard, occasion, due_on FROM ({}) AS w")
            cursor.execute(statement.format(wanted_today(standards, today)))
            found = {(row[0], Wanted(row[1], row[2], row[3])) for row in cursor.fetchall()}
        expected = {
            (one, wanted) for one, told in facts.items() for standard in standards
            for wanted in due_to(standard, told, today)
        }  # fmt: skip
    assert found == expected


def test_a_districts_own_standard_goes_before_the_citys_and_only_there(serving: Serving, register: Register) -> None:
    city, far = serving.city, register(born_on=Serving.BORN, place_no=serving.city.far)
    rule = shipped().get("duties.very_old_visit", region="430105", day=TODAY)
    own = replace(rule, region="430105", parameters={**rule.parameters, "every_months": 1})
    supply_rules(lambda: [own])
    freshen(date(1, 1, 2))
    try:
        reach = {(one.place_from, one.place_to, one.numbers["every_months"]) for one in standards_on(TODAY)
                 if one.id == rule.id}  # fmt: skip
        serving.sweep()
    finally:
        supply_rules(list)
        freshen(date(1, 1, 1))
        supply_rules(published_rules)
    row = places().by_code["430105000000"]
    assert reach == {(0, row.place_no, 3), (row.place_no, row.place_end, 1), (row.place_end, 2**31 - 1, 3)}
    assert serving.duties(far) == [("very_old_visit", "2026-03", "open")]
    assert serving.duties() == [("very_old_visit", "2026-01", "open")] and row.place_no <= city.far


def test_a_visit_is_due_once_a_quarter_and_the_sweep_runs_twice_for_nothing(serving: Serving) -> None:
    assert serving.duties() == [("very_old_visit", "2026-01", "open")]
    assert serving.sweep() == 0


def test_what_nobody_did_is_late_then_not_done_and_the_next_quarter_asks_anew(serving: Serving) -> None:
    serving.sweep(days=40)
    assert serving.duties() == [("very_old_visit", "2026-01", "open"), ("very_old_visit", "2026-04", "open")]
    serving.sweep(days=60)
    assert serving.duties()[:2] == [("very_old_visit", "2026-01", "missed"), ("very_old_visit", "2026-04", "open")]


def test_a_death_ends_the_visits_at_once_and_asks_for_condolences_until_it_is_withdrawn(serving: Serving) -> None:
    died = Death(TODAY - timedelta(days=1), Source.RELATIVE, "死亡医学证明", 1)
    officer = serving.city.actor("street_officer")
    register_acts.record_death(actor=officer, at=AT, retiree_id=serving.person, death=died)
    assert serving.duties() == [("condolence", "2026-03-04", "open"), ("very_old_visit", "2026-01", "dropped")]
    register_acts.withdraw_death(actor=officer, at=AT, retiree_id=serving.person, reason="误报", lock_version=2)
    assert serving.duties() == [("condolence", "2026-03-04", "dropped"), ("very_old_visit", "2026-01", "open")]


def test_a_corrected_birthday_changes_what_is_due_at_once(serving: Serving) -> None:
    register_acts.correct_details(
        actor=serving.city.actor("community_officer"), at=AT, retiree_id=serving.person,
        correction=Correction({"born_on": "1950-05-20"}, Source.DOCUMENT, date(2026, 3, 1), 1),
    )  # fmt: skip
    assert serving.duties() == [("senior_call", "2026-01", "open"), ("very_old_visit", "2026-01", "dropped")]


def test_who_moves_takes_what_is_due_along(serving: Serving) -> None:
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("UPDATE retirees_retiree SET place_no = %s WHERE id = %s", [serving.city.far, serving.person])
    assert serving.sweep() == 0
    with acting(serving.city.actor("community_officer")):
        assert not Duty.objects.exists()
    with acting(serving.city.actor("community_officer", "far")):
        assert Duty.objects.count() == 1


def test_two_entries_of_one_person_are_visited_once_and_apart_again_when_they_are_split(
    serving: Serving, register: Register
) -> None:
    serving.deliver()
    stays, rule = register(born_on=Serving.BORN), ActRule("merge", "合并", frozenset({"street_officer"}))
    serving.sweep()
    street = serving.city.actor("street_officer")
    assert serving.duties(stays) == [("very_old_visit", "2026-01", "open")]
    with perform(actor=street, action="test.merge", at=AT) as act:
        register_acts.merge_entries(act=act, rule=rule, keep_id=stays, gone_id=serving.person)
    assert serving.duties(stays) == [("very_old_visit", "2026-01", "done")]
    with perform(actor=street, action="test.split", at=AT) as act:
        register_acts.split_entries(act=act, ids=(stays, serving.person))
    assert serving.duties(stays) == [("very_old_visit", "2026-01", "open")]
    assert serving.duties() == [("very_old_visit", "2026-01", "done")]


def test_a_registration_that_is_undone_leaves_nothing(serving: Serving) -> None:
    with perform(actor=SYSTEM, action="test.remove", at=AT) as act:
        register_acts.remove_people(act=act, ids=[serving.person])
    with acting(SYSTEM):
        assert not Duty.objects.exists() and not KnownGroups.objects.exists()


def test_an_illness_of_the_roster_is_never_read(city: City, register: Register) -> None:
    person = register(born_on=date(1960, 1, 1), profile='{"special_group": "alone,serious_illness"}')
    found = Serving(city, person)
    found.sweep()
    assert found.duties() == [("alone_visit", "2026-03", "open")]
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT groups FROM duties_knowngroups WHERE retiree_id = %s", [person])
        assert cursor.fetchone() == (["alone"],)


def test_rooms_above_tell_of_hardship_and_of_visits_for_reasons_of_health() -> None:
    assert any("aid_hardship" in source() for source in fact_sources())
