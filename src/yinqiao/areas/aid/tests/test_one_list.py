"""Whoever is to be visited stands once, among the services due; how the visit ends there is how it ends here."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from yinqiao.areas.aid.tests.tellers import LATER, TODAY, Tellers
from yinqiao.areas.duties.models import Delivery as DeliveryRow
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.services import record_delivery, sweep_duties, undo_delivery
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HARDSHIP, HEALTH = "duties.hardship_visit", "duties.health_visit"
FIRST = TODAY + timedelta(days=30)


def _due(tellers: Tellers, standard: str = HARDSHIP) -> list[tuple[date, str]]:
    with acting(SYSTEM):
        found = Duty.objects.filter(retiree_id=tellers.person, standard=standard).order_by("occasion")
        return [(one.due_on, one.state) for one in found]


def _says_no(tellers: Tellers, standard: str, next_on: date | None = None) -> UUID:
    with acting(SYSTEM):
        chosen = list(Duty.objects.filter(standard=standard, state="open").values_list("pk", flat=True))
    told = Delivery(way=Way.VISIT, outcome=Outcome.REFUSED, day=TODAY, next_on=next_on)
    officer = tellers.city.actor("community_officer")
    return record_delivery(actor=officer, at=LATER, retiree_id=tellers.person, delivery=told, duties=chosen)


def test_a_new_hardship_is_one_visit_due_by_the_day_of_the_first_and_then_of_the_period(tellers: Tellers) -> None:
    tellers.recognise()
    assert _due(tellers) == [(FIRST, "open")]
    tellers.visit()
    assert _due(tellers) == [(FIRST, "done")] and tellers.visits() == [("hardship", "visited")]
    sweep_duties(actor=SYSTEM, at=LATER + timedelta(days=130))
    assert _due(tellers) == [(FIRST, "done"), (date(2026, 12, 31), "open")]


def test_a_visit_that_was_told_waits_however_late_until_somebody_was_there(tellers: Tellers) -> None:
    tellers.recognise()
    sweep_duties(actor=SYSTEM, at=LATER + timedelta(days=80))
    assert _due(tellers) == [(FIRST, "open")]
    # In the next period it presses from the first day.
    sweep_duties(actor=SYSTEM, at=LATER + timedelta(days=160))
    assert _due(tellers) == [(FIRST, "missed"), (date(2026, 7, 1), "open")]
    sweep_duties(actor=SYSTEM, at=LATER + timedelta(days=165))
    assert _due(tellers)[1] == (date(2026, 7, 1), "open")
    tellers.visit()
    assert tellers.visits() == [("hardship", "visited")]


def test_a_recognition_that_is_taken_back_asks_for_no_visit_even_one_that_is_overdue(tellers: Tellers) -> None:
    told = tellers.recognise()
    with acting(SYSTEM):
        Duty.objects.filter(standard=HARDSHIP).update(due_on=TODAY - timedelta(days=3))
    tellers.take_back(tellers.civil, told)
    assert [state for _, state in _due(tellers)] == ["dropped"] and tellers.visits() == [("hardship", "withdrawn")]


def test_who_says_no_to_the_visit_is_not_asked_again_unless_that_was_a_mistake(tellers: Tellers) -> None:
    tellers.recognise()
    _says_no(tellers, HARDSHIP, next_on=TODAY + timedelta(days=5))
    assert tellers.visits() == [("hardship", "open")]
    made = _says_no(tellers, HARDSHIP)
    assert tellers.visits() == [("hardship", "declined")] and _due(tellers) == [(FIRST, "declined")]
    with acting(SYSTEM):
        # The database noted it by its own clock; the walk is in March.
        DeliveryRow.objects.filter(pk=made).update(recorded_at=LATER)
    undo_delivery(actor=tellers.city.actor("community_officer"), at=LATER, delivery_id=made)
    assert tellers.visits() == [("hardship", "open")] and _due(tellers) == [(FIRST, "open")]


def test_who_says_no_to_a_greeting_is_visited_all_the_same(tellers: Tellers) -> None:
    tellers.recognise()
    with acting(SYSTEM):
        Duty.objects.create(
            retiree_id=tellers.person, standard="duties.spring_greeting", service="greeting", occasion="x", version="x",
            opened_on=TODAY, due_on=TODAY,
        )  # fmt: skip
    _says_no(tellers, "duties.spring_greeting")
    assert tellers.visits() == [("hardship", "open")]
