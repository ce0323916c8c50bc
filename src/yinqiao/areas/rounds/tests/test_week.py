"""The plan of a week: the way, who is in time, and the hard limits of whatever the solver proposes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinqiao.areas.rounds.rules.solving import propose
from yinqiao.areas.rounds.rules.week import Routes, Slot, Stop, Travel, Week, estate_of, length
from yinqiao.areas.rounds.tests.week_limits import broken
from yinqiao.areas.rounds.types import Unplaced

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + timedelta(days=6)
TRAVEL = Travel(3, 8, 20)
pytestmark = pytest.mark.fast


def _stop(no: int, building: str = "锦湖小区1栋", due: int = 20, **told: object) -> Stop:
    return Stop(UUID(int=no), building, 30, MONDAY + timedelta(days=due), **told)  # type: ignore[arg-type]


def _week(stops: list[Stop], *minutes: int) -> Week:
    """One officer, so many minutes from Monday on."""
    return Week({(1, MONDAY + timedelta(days=no)): one for no, one in enumerate(minutes)}, stops, TRAVEL)


def _propose(week: Week) -> Routes:
    return propose(week, MONDAY, SUNDAY, milliseconds=200, patience=30)


def _days(routes: Routes) -> dict[int, int]:
    """On which day each one is visited, counted from Monday."""
    return {stop.key.int: (day - MONDAY).days for (_, day), stops in routes.placed.items() for stop in stops}


@pytest.mark.parametrize(
    ("building", "estate"),
    [("锦湖小区3栋", "锦湖小区"), ("锦湖小区12栋2单元", "锦湖小区"), ("6组", "6组"), ("学堂里", "学堂里"), ("", "")],
)
def test_buildings_with_numbers_are_of_one_estate(building: str, estate: str) -> None:
    assert estate_of(building) == estate


def test_a_day_is_the_way_there_between_and_back_and_the_visits() -> None:
    stops = [_stop(1), _stop(2), _stop(3, "锦湖小区2栋"), _stop(4, "别的小区2栋"), _stop(5, "")]
    assert length(stops, TRAVEL) == 20 + 3 + 8 + 20 + 20 + 20 + 5 * 30
    assert length([], TRAVEL) == 0


def test_who_is_due_first_is_visited_in_time_and_who_is_late_is_visited_first() -> None:
    later, due, late = _stop(1), _stop(2, due=1), _stop(3, due=-9)
    days = _days(_propose(_week([later, due, late], 70, 70, 70)))
    assert days == {3: 0, 2: 1, 1: 2}


def test_what_can_be_met_is_never_visited_late_and_the_reason_is_told() -> None:
    stops = [_stop(no, due=0) for no in range(1, 4)]
    routes = _propose(_week(stops, 103, 300))
    assert sorted(_days(routes).values()) == [0, 0] and list(routes.unplaced.values()) == [Unplaced.NO_ROOM]


def test_who_is_appointed_is_not_visited_before_and_after_the_limit_where_that_was_asked_for() -> None:
    routes = _propose(_week([_stop(1, due=0, early_on=MONDAY + timedelta(days=2))], 300, 300, 300, 300))
    assert _days(routes) == {1: 2}


def test_each_who_is_not_placed_has_a_reason() -> None:
    appointed = _stop(1, early_on=MONDAY + timedelta(days=5))
    long = Stop(UUID(int=2), "", 400, SUNDAY)
    assert _propose(_week([appointed, long], 300)).unplaced == {
        appointed.key: Unplaced.NO_DAY,
        long.key: Unplaced.TOO_LONG,
    }
    assert set(_propose(_week([appointed, long], 0, 0)).unplaced.values()) == {Unplaced.NOBODY}


def test_what_was_put_by_hand_stays_even_where_the_day_is_too_short_and_nothing_else_goes_there() -> None:
    pin: Slot = (1, MONDAY)
    pinned = [_stop(no, due=-1, pin=pin) for no in range(1, 5)]
    routes = _propose(_week([*pinned, _stop(9, due=-30)], 70, 300))
    assert _days(routes) == {1: 0, 2: 0, 3: 0, 4: 0, 9: 1}


def test_a_plan_is_the_same_when_it_is_asked_for_again() -> None:
    week = _week([_stop(no, f"锦湖小区{no % 4 + 1}栋", no % 9 - 2) for no in range(1, 12)], 200, 200)
    first, again = (propose(week, MONDAY, SUNDAY, milliseconds=20_000, patience=20) for _ in range(2))
    assert first.placed == again.placed


BUILDINGS = st.sampled_from(["锦湖小区1栋", "锦湖小区2栋", "别的小区1栋", "学堂里", ""])


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """One or two officers, up to three days, up to eight visits; some of them put by hand."""
    shifts = {
        (no, MONDAY + timedelta(days=day)): draw(st.sampled_from([0, 60, 100, 240]))
        for no in range(1, draw(st.integers(1, 2)) + 1)
        for day in range(draw(st.integers(1, 3)))
    }
    works = [slot for slot, minutes in shifts.items() if minutes]
    days = st.integers(-5, 6).map(lambda step: MONDAY + timedelta(days=step))
    stops = []
    for no in range(draw(st.integers(0, 8))):
        pin = draw(st.one_of(st.none(), st.none(), st.sampled_from(works))) if works else None
        early = draw(st.one_of(st.none(), st.none(), days))
        stops.append(
            Stop(UUID(int=no + 1), draw(BUILDINGS), draw(st.sampled_from([15, 30, 90])), draw(days), early, pin)
        )
    return Week(shifts, stops, TRAVEL)


@settings(max_examples=150, deadline=None)
@given(weeks())
def test_whatever_is_proposed_keeps_every_hard_limit(week: Week) -> None:
    assert broken(week, propose(week, MONDAY, SUNDAY, milliseconds=50, patience=5)) == []
