"""The months of the lump sum and both sums: worked examples stand in the rulebook; here the edges and what always holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.survivors.rules import benefit_of, covers, most_months, whole_years
from yinqiao.areas.survivors.types import Life
from yinqiao.platform.rulebook import rulebook

pytestmark = pytest.mark.fast
RULE = rulebook().get("survivors.benefit", region="CN", day=date(2026, 3, 2)).parameters
YEARS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("years", "months"),
    [(0, 3), (4, 3), (5, 6), (9, 6), (10, 9), (15, 9), (16, 10), (29, 23), (30, 24), (31, 24)],
)
def test_months_step_up_at_five_ten_and_beyond_fifteen_years_and_stop_at_thirty(years: int, months: int) -> None:
    assert most_months(years, RULE) == months


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2003, 3, 15), date(2026, 3, 14), 22), (date(2003, 3, 15), date(2026, 3, 15), 23),
        (date(2004, 2, 29), date(2026, 2, 28), 21), (date(2026, 3, 1), date(2026, 2, 1), 0),
    ],
)  # fmt: skip
def test_a_started_year_does_not_count(since: date, until: date, years: int) -> None:
    assert whole_years(since, until) == years


@given(paid=YEARS, drawn=YEARS, income=st.integers(1, 1_000_000))
def test_months_lie_between_nine_and_twenty_four_and_each_year_drawn_takes_at_most_one(
    paid: int, drawn: int, income: int
) -> None:
    found, later = (benefit_of(Life(paid, years), income, RULE) for years in (drawn, drawn + 1))
    assert 9 <= found.months <= 24 and found.months - later.months in (0, 1)
    assert (
        abs(found.funeral_fen * 6 - income * 100) <= 3 and abs(found.lump_fen * 12 - income * 100 * found.months) <= 6
    )
    assert found.total_fen == found.funeral_fen + found.lump_fen and not found.is_least


@given(paid=st.none() | YEARS, drawn=st.none() | YEARS)
def test_what_nobody_knows_never_promises_more_than_what_is_due(paid: int | None, drawn: int | None) -> None:
    found = benefit_of(Life(paid, drawn), 60180, RULE)
    assert found.is_least is (paid is None or drawn is None)
    assert not found.is_least or found.months == 9


def test_the_rule_of_2021_does_not_reach_back() -> None:
    assert [covers(day, RULE) for day in (date(2021, 8, 31), date(2021, 9, 1), None)] == [False, True, False]
