"""Until when a certification holds and where the clock stands, at every edge; the twins in SQL agree with the rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import sql

from yinqiao.areas.certification.queries import due_sql, first_due_sql, state_sql
from yinqiao.areas.certification.rules import REMIND_DAYS, back_pay, due_on, first_due, reminders, state_of
from yinqiao.areas.certification.types import Cycle, First, Rate, Standing, State, Why
from yinqiao.kernel.periods import add_months

pytestmark = [pytest.mark.db]
DAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))
BORN = st.dates(date(1925, 1, 1), date(1976, 12, 31))
CYCLES = st.sampled_from(
    [
        Cycle(12, False, 0, 30),
        Cycle(6, False, 0, 30),
        Cycle(12, True, 3, 30),
        Cycle(12, True, 0, 0),
        Cycle(12, True, 11, 0),
    ]
)
ROLLING = Cycle(12, False, 0, 30)
DUE = date(2025, 5, 20)
PAY = {"stops_after_months": 1, "resumes_after_months": 1}


def _standing(due: date = DUE, *, why: Why = Why.NEEDED, suspended: bool = False, compared: bool = False) -> Standing:
    return Standing(why, suspended, compared, due)


@given(DAYS, BORN, CYCLES)
@example(date(2018, 4, 30), date(1976, 5, 1), Cycle(12, True, 0, 0))
@example(date(2018, 12, 31), date(1976, 1, 9), Cycle(12, True, 0, 0))
def test_nobody_waits_longer_than_the_cycle_and_each_certification_moves_the_clock_on(
    day: date, born: date, cycle: Cycle
) -> None:
    due = due_on(day, born, cycle)
    assert day < due <= add_months(day, cycle.months)
    if not cycle.by_birthday:
        assert due == add_months(day, cycle.months)


@given(DAYS, BORN)
def test_by_birthday_it_holds_to_a_month_before_the_birthday_or_for_twelve_months(day: date, born: date) -> None:
    cycle = Cycle(12, True, 3, 30)
    due = due_on(day, born, cycle)
    assert due == add_months(day, 12) or (due + timedelta(days=1)).replace(year=2000) == date(2000, born.month, 1)
    # So late in the year it counts for the coming one: nobody is asked again at once.
    assert due >= add_months(day.replace(day=1), 3)


@given(DAYS, BORN, st.integers(0, 365))
def test_the_first_due_day_is_the_end_of_a_birthday_month_and_never_nearer_than_the_rule_says(
    day: date, born: date, least: int
) -> None:
    due = first_due(day, born, First(least))
    assert due >= day + timedelta(days=least) and due.month == born.month
    assert (due + timedelta(days=1)).day == 1 and due < day + timedelta(days=least + 366 + 31)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 3, 20), State.VALID), (date(2025, 3, 21), State.DUE_60), (date(2025, 4, 19), State.DUE_60),
        (date(2025, 4, 20), State.DUE_30), (date(2025, 5, 12), State.DUE_30), (date(2025, 5, 13), State.DUE_7),
        (date(2025, 5, 20), State.DUE_7), (date(2025, 5, 21), State.OVERDUE),
    ],
)  # fmt: skip
def test_the_clock_moves_on_the_days_of_the_reminders(day: date, state: State) -> None:
    assert state_of(_standing(), day, ROLLING) is state
    assert reminders(DUE) == [date(2025, 3, 21), date(2025, 4, 20), date(2025, 5, 13)]


def test_whoever_was_confirmed_by_comparison_is_not_asked_until_the_lag_is_over() -> None:
    compared = _standing(compared=True)
    for days in (-400, -60, 0, 30):
        assert state_of(compared, DUE + timedelta(days=days), ROLLING) is State.EXEMPT
    assert state_of(compared, DUE + timedelta(days=31), ROLLING) is State.OVERDUE


@given(DAYS, DAYS, st.booleans(), st.booleans())
def test_who_need_not_certify_is_never_asked_and_a_suspension_outranks_all_else(
    due: date, today: date, suspended: bool, compared: bool
) -> None:
    for why in (Why.DECEASED, Why.LEFT, Why.NOT_DRAWING):
        assert (
            state_of(_standing(due, why=why, suspended=suspended, compared=compared), today, ROLLING)
            is State.NOT_REQUIRED
        )
    assert state_of(_standing(due, suspended=True, compared=compared), today, ROLLING) is State.SUSPENDED


@pytest.mark.parametrize(
    ("certified", "months"),
    [
        (date(2025, 5, 31), 0), (date(2025, 6, 1), 1), (date(2025, 8, 10), 3), (date(2026, 5, 20), 12), (date(2025, 1, 1), 0)
    ],
)  # fmt: skip
def test_the_suspended_months_are_paid_from_the_month_after_the_due_day(certified: date, months: int) -> None:
    found = back_pay(DUE, certified, PAY, "certification.back_pay@2015-01-01")
    assert found.value is not None and found.value.months == months
    assert found.reason == ("paid_later" if months else "nothing_stopped")
    assert found.facts == {"due_on": "2025-05-20", "certified_on": certified.isoformat()}


def test_the_rate_is_rounded_half_up_and_empty_where_nobody_must() -> None:
    assert Rate(1, "", 8500, 8412, 0, 0, 0).words == "98.96%"
    assert Rate(1, "", 0, 0, 0, 0, 0).words == "—"
    assert Rate(1, "", 20_000, 1, 0, 0, 0).words == "0.01%"


# The same rules as one statement for everybody.


def _ask(expression: sql.Composable, **values: object) -> object:
    columns = sql.SQL(", ").join(
        sql.SQL("{}::{} AS {}").format(sql.Literal(value), sql.SQL(kind), sql.Identifier(name))
        for name, (value, kind) in values.items()  # type: ignore[misc]
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {} FROM (SELECT {}) AS x").format(expression, columns))
        return cursor.fetchone()[0]


_RANDOM = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


@pytest.mark.django_db
@_RANDOM
@given(DAYS, BORN, CYCLES)
@example(date(2018, 4, 30), date(1976, 5, 1), Cycle(12, True, 0, 0))
@example(date(2018, 12, 31), date(1976, 1, 9), Cycle(12, True, 0, 0))
def test_the_due_day_in_sql_is_the_due_day_of_the_rule(day: date, born: date, cycle: Cycle) -> None:
    found = _ask(due_sql(cycle, certified="x.day", born="x.born"), day=(day, "date"), born=(born, "date"))
    assert found == due_on(day, born, cycle)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2023, 8, 31), date(2024, 12, 31), date(2025, 1, 1)])
@pytest.mark.parametrize("born", [date(1952, 2, 29), date(1950, 1, 1), date(1950, 12, 31)])
def test_the_due_day_agrees_on_days_that_a_month_lacks(day: date, born: date) -> None:
    for cycle in (ROLLING, Cycle(6, False, 0, 30), Cycle(12, True, 3, 30), Cycle(18, True, 0, 30)):
        found = _ask(due_sql(cycle, certified="x.day", born="x.born"), day=(day, "date"), born=(born, "date"))
        assert found == due_on(day, born, cycle), cycle


@pytest.mark.django_db
@_RANDOM
@given(DAYS, BORN, st.integers(0, 365))
def test_the_first_due_day_in_sql_is_that_of_the_rule(day: date, born: date, least: int) -> None:
    found = _ask(
        first_due_sql(First(least), begun=sql.SQL("x.day"), born="x.born"), day=(day, "date"), born=(born, "date")
    )
    assert found == first_due(day, born, First(least))


@pytest.mark.django_db
@_RANDOM
@given(DAYS, st.integers(-100, 100), st.sampled_from(list(Why)), st.booleans(), st.booleans(), CYCLES)
def test_the_state_in_sql_is_the_state_of_the_rule(
    today: date, left: int, why: Why, suspended: bool, compared: bool, cycle: Cycle
) -> None:
    due = today + timedelta(days=left)
    found = _ask(
        state_sql(cycle, today, why="x.why", suspended="x.suspended", method="x.method", due="x.due"),
        why=(why.value, "text"), suspended=(today if suspended else None, "date"),
        method=("comparison" if compared else "face", "text"), due=(due, "date"),
    )  # fmt: skip
    assert found == state_of(_standing(due, why=why, suspended=suspended, compared=compared), today, cycle).value


def test_there_is_a_reminder_for_every_state_that_asks_for_one() -> None:
    assert list(REMIND_DAYS.values()) == [60, 30, 7]
