"""Hundreds of results at once: each row gets its answer, the later day wins, nothing is applied twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from yinqiao.areas.certification import services
from yinqiao.areas.certification.models import Clock, Record
from yinqiao.areas.certification.queries import cycle_on
from yinqiao.areas.certification.rules import due_on, state_of
from yinqiao.areas.certification.tests.certifying import SYSTEM, TODAY, Certifying, at
from yinqiao.areas.certification.types import Method, Origin, Result, Standing, State, Told, Why
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = date(2026, 2, 20)


def test_the_later_day_wins_and_an_older_one_is_kept_and_moves_no_clock_back(certifying: Certifying) -> None:
    assert certifying.tell(DAY).told is Told.APPLIED
    assert certifying.tell(DAY - timedelta(days=30)).told is Told.OLDER
    clock = certifying.clock()
    assert (clock.certified_on, clock.due_on, len(certifying.records())) == (DAY, date(2027, 2, 20), 2)
    assert certifying.told() == ["certified"]


@pytest.mark.parametrize("reference", ["", "RL-20260220-1"])
def test_the_same_result_is_told_once_however_often_it_comes(certifying: Certifying, reference: str) -> None:
    row = Result(certifying.id(), DAY, Method.FACE, reference)
    first = services.record_results(actor=SYSTEM, at=at(0), rows=[row, row])
    again = services.record_results(actor=SYSTEM, at=at(0), rows=[row])
    assert [one.told for one in (*first, *again)] == [Told.APPLIED, Told.REPEATED, Told.REPEATED]
    assert len(certifying.records()) == 1


def test_one_number_with_two_contents_is_refused_for_the_second(certifying: Certifying) -> None:
    rows = [
        Result(certifying.id(), DAY, Method.FACE, "A1"), Result(certifying.id("欧阳建国"), DAY, Method.FACE, "A1"),
        Result(certifying.id(), DAY, Method.FACE, "A2"),
    ]  # fmt: skip
    told = services.record_results(actor=SYSTEM, at=at(0), rows=rows[:2])
    assert [one.told for one in told] == [Told.APPLIED, Told.REFERENCE_TAKEN]
    again = [Result(certifying.id("欧阳建国"), DAY, Method.FACE, "A1")]
    assert services.record_results(actor=SYSTEM, at=at(1), rows=again)[0].told is Told.REFERENCE_TAKEN


@pytest.mark.parametrize("place", range(4))
def test_one_bad_row_in_any_place_never_stops_the_others(certifying: Certifying, place: int) -> None:
    good = [Result(certifying.id(name), DAY, Method.FACE) for name in ("王桂英", "欧阳建国")]
    bad = [
        (Result(uuid4(), DAY, Method.FACE), Told.UNKNOWN),
        (Result(certifying.id(), TODAY + timedelta(days=1), Method.FACE), Told.FUTURE),
        (Result(certifying.id(), date(1940, 1, 1), Method.FACE), Told.TOO_EARLY),
        (Result(certifying.id(), DAY, Method.FACE), Told.REPEATED),
    ]  # fmt: skip
    row, expected = bad[place]
    at_end = expected is Told.REPEATED
    rows = [*good, row] if at_end else [row, *good]
    told = [one.told for one in services.record_results(actor=SYSTEM, at=at(0), rows=rows)]
    assert told == ([Told.APPLIED, Told.APPLIED, expected] if at_end else [expected, Told.APPLIED, Told.APPLIED])
    assert certifying.clock().certified_on == DAY == certifying.clock("欧阳建国").certified_on


def test_an_empty_batch_and_who_merely_waits_change_nothing(certifying: Certifying) -> None:
    assert services.record_results(actor=SYSTEM, at=at(0), rows=[]) == []
    from yinqiao.areas.handover.tests.conftest import CAST, roster

    certifying.scene.submit(roster(CAST[2]))
    assert certifying.tell(DAY, name="阿依古丽·买买提").told is Told.NOT_OURS


def test_whoever_was_confirmed_by_comparison_is_exempt_and_never_reminded(certifying: Certifying) -> None:
    certifying.tell(DAY, Method.COMPARISON)
    assert certifying.clock().state == State.EXEMPT
    due = (date(2027, 2, 20) - TODAY).days
    for days in (due - 60, due - 7, due, due + 30):
        certifying.sweep(days)
        assert certifying.clock().state == State.EXEMPT
    certifying.sweep(due + 31)
    assert certifying.clock().state == State.OVERDUE and certifying.told() == ["certified", "overdue"]


def test_human_resources_suspend_and_resume_and_a_certification_alone_resumes_nothing(certifying: Certifying) -> None:
    assert certifying.suspend(date(2026, 3, 1)).told is Told.APPLIED
    assert certifying.clock().state == State.SUSPENDED and certifying.listed() == ["王桂英"]
    certifying.certify(days=3)
    assert certifying.clock().state == State.SUSPENDED
    assert certifying.resume(date(2026, 4, 1), days=35).told is Told.APPLIED
    assert certifying.clock().state == "valid"
    assert certifying.told() == ["suspended", "certified", "resumed"]
    assert certifying.suspend(date(2026, 3, 1), days=36).told is Told.REPEATED
    assert certifying.clock().state == "valid"


def test_in_whatever_order_results_come_the_clock_stands_where_the_latest_says(certifying: Certifying) -> None:
    """A walk of 40 steps of telling, taking back and sweeping, against a list kept beside it."""
    rng, kept, today = random.Random(20261129), [], 0
    for step in range(40):
        today += rng.randrange(0, 25)
        now = TODAY + timedelta(days=today)
        if rng.random() < 0.6 or not kept:
            day = now - timedelta(days=rng.randrange(0, 300))
            if rng.random() < 0.5:
                certifying.certify(days=today, day=day)
                kept.append((day, Method.HOME, certifying.records()[-1]))
            elif certifying.tell(day, Method.COMPARISON, f"R{step}", days=today).told in (Told.APPLIED, Told.OLDER):
                kept.append((day, Method.COMPARISON, certifying.records()[-1]))
        else:
            ours = [one for one in kept if one[1] is Method.HOME]
            if ours:
                gone = rng.choice(ours)
                certifying.undo(gone[2], days=today)
                kept.remove(gone)
        certifying.sweep(today)
        clock = certifying.clock()
        last = max(kept, key=lambda one: (one[0], one[2].pk), default=None)
        assert clock.certified_on == (last[0] if last else None)
        due = due_on(last[0], date(1952, 3, 12), cycle_on(now)) if last else clock.due_on
        compared = last is not None and last[1] is Method.COMPARISON
        assert clock.due_on == due
        assert clock.state == state_of(Standing(Why.NEEDED, False, compared, due), now, cycle_on(now))


def test_a_record_is_never_changed_not_even_by_the_database_user_of_the_site(certifying: Certifying) -> None:
    certifying.certify()
    with acting(SYSTEM):
        assert Record.objects.update(day=date(2020, 1, 1)) == 0
        assert Record.objects.get().origin == Origin.COMMUNITY


def test_the_database_refuses_a_state_without_its_reason_and_a_day_without_its_record(certifying: Certifying) -> None:
    with acting(SYSTEM):
        for change in ({"state": "not_required"}, {"why": "left"}, {"certified_on": DAY}, {"record_id": uuid4()}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Clock.objects.update(**change)
