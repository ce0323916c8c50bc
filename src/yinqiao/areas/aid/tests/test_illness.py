"""Visits for reasons of health: off by default, on a basis or a consent alone, without any illness, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from yinqiao.areas.aid import services
from yinqiao.areas.aid.tests.tellers import LATER, SHARED, SIGNED, Tellers
from yinqiao.areas.aid.types import NewBasis
from yinqiao.areas.intake.tests.offices import SYSTEM, message_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _consent(tellers: Tellers, **more: Any) -> None:
    services.record_consent(
        actor=tellers.city.actor("community_officer"), at=LATER, retiree_id=tellers.person, consent=SIGNED, **more
    )


def _basis(tellers: Tellers, basis: NewBasis = SHARED, role: str = "city_manager") -> None:
    services.record_basis(
        actor=tellers.city.actor(role), at=LATER, source_id=tellers.insurance.source_id, basis=basis
    )  # fmt: skip


def test_without_a_basis_or_a_consent_nothing_is_taken_and_nothing_of_it_is_kept(tellers: Tellers) -> None:
    told = tellers.fall_ill()
    row = message_of(told)
    assert (told.code, row.reason, tellers.visits()) == ("not_taken", "no_ground", [])
    assert (row.body, row.retiree_id, row.id_no_index) == (None, None, None)


def test_with_the_persons_consent_a_visit_is_due_and_with_its_withdrawal_it_is_not(tellers: Tellers) -> None:
    _consent(tellers)
    assert tellers.fall_ill().code == "applied"
    assert tellers.visits() == [("health", "open")]
    officer = tellers.city.actor("community_officer")
    services.withdraw_consent(actor=officer, at=LATER, retiree_id=tellers.person)
    assert tellers.visits() == [("health", "withdrawn")]
    with pytest.raises(Conflict) as refused:
        services.withdraw_consent(actor=officer, at=LATER, retiree_id=tellers.person)
    assert refused.value.code == "aid.no_consent"
    assert tellers.fall_ill("2026-03-03").reason == "no_ground"


def test_on_the_sources_own_basis_a_visit_is_due_until_the_basis_ends(tellers: Tellers) -> None:
    _basis(tellers)
    assert tellers.fall_ill().code == "applied"
    assert tellers.fall_ill("2026-03-03").code == "same"
    tellers.visit()
    assert tellers.visits() == [("health", "visited")]
    manager = tellers.city.actor("city_manager")
    services.end_basis(actor=manager, at=LATER, source_id=tellers.insurance.source_id)
    assert tellers.fall_ill("2026-03-04").reason == "no_ground"
    with pytest.raises(Conflict):
        services.end_basis(actor=manager, at=LATER, source_id=tellers.insurance.source_id)


@pytest.mark.parametrize(
    ("first", "last", "is_taken"), [(1, None, False), (0, None, True), (-9, 0, False), (-9, 1, True)]
)
def test_a_basis_holds_from_its_first_day_to_the_day_before_its_last(
    tellers: Tellers, first: int, last: int | None, is_taken: bool
) -> None:
    today = date(2026, 3, 5)
    end = today + timedelta(days=last) if last is not None else None
    _basis(tellers, NewBasis("清单", "第三项", today + timedelta(days=first), end))
    assert (tellers.fall_ill().code == "applied") is is_taken


def test_a_diagnosis_is_refused_and_stands_nowhere(tellers: Tellers) -> None:
    _consent(tellers)
    told = tellers.fall_ill(diagnosis="恶性肿瘤金丝雀")
    assert (told.code, told.reason, message_of(told).body, tellers.visits()) == (
        "data_invalid",
        "data_invalid",
        None,
        [],
    )
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN"
            " ('character varying', 'text', 'jsonb') GROUP BY table_name"
        )
        for (table,) in cursor.fetchall():
            wanted = sql.SQL("SELECT count(*) FROM {} t WHERE t::text LIKE %s").format(sql.Identifier(table))
            cursor.execute(wanted, ["%恶性肿瘤金丝雀%"])
            assert cursor.fetchone() == (0,), table


def test_the_source_takes_it_back_and_a_visit_that_was_made_stays(tellers: Tellers) -> None:
    _consent(tellers)
    told = tellers.fall_ill()
    assert tellers.take_back(tellers.insurance, told).code == "applied"
    assert tellers.visits() == [("health", "withdrawn")]
    again = tellers.fall_ill("2026-03-04")
    tellers.visit()
    assert tellers.take_back(tellers.insurance, again).code == "applied"
    assert tellers.visits() == [("health", "withdrawn"), ("health", "visited")]


def test_what_nobody_may_note_or_is_not_whole_is_refused(tellers: Tellers) -> None:
    _consent(tellers)
    with pytest.raises(Conflict):
        _consent(tellers)
    _basis(tellers)
    with pytest.raises(Conflict):
        _basis(tellers)
    with pytest.raises(Invalid):
        _basis(tellers, NewBasis(" ", "第三项", date(2026, 1, 1)))
    with pytest.raises(Invalid):
        _basis(tellers, NewBasis("清单", "第三项", date(2026, 1, 1), date(2026, 1, 1)))
    with pytest.raises(Refused):
        _basis(tellers, role="community_officer")
    with pytest.raises(NotFound):
        services.record_basis(
            actor=tellers.city.actor("city_manager"), at=LATER, source_id=tellers.civil.source_id, basis=SHARED
        )
    with pytest.raises(NotFound):
        services.record_consent(
            actor=tellers.city.actor("community_officer", scope="far"), at=LATER, retiree_id=tellers.person,
            consent=SIGNED,
        )  # fmt: skip
