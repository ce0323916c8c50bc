"""The published examples of the measures on the gradual rise of the retirement age."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.retirement_age import (
    DelaySchedule,
    RetirementAgeParameters,
    RetirementCategory,
    minimum_contribution_months,
    retirement_months,
)

pytestmark = pytest.mark.fast
MAN, WOMAN_55, WOMAN_50 = RetirementCategory.MAN, RetirementCategory.WOMAN_55, RetirementCategory.WOMAN_50


@pytest.mark.parametrize(
    ("category", "born", "age", "month"),
    [
        (MAN, (1964, 12), (60, 0), (2024, 12)),
        (MAN, (1965, 1), (60, 1), (2025, 2)),
        (MAN, (1965, 5), (60, 2), (2025, 7)),
        (MAN, (1975, 6), (62, 8), (2038, 2)),
        (MAN, (1976, 8), (62, 11), (2039, 7)),
        (MAN, (1976, 9), (63, 0), (2039, 9)),
        (WOMAN_55, (1970, 6), (55, 2), (2025, 8)),
        (WOMAN_55, (1971, 6), (55, 5), (2026, 11)),
        (WOMAN_55, (1988, 9), (58, 0), (2046, 9)),
        (WOMAN_50, (1975, 6), (50, 3), (2025, 9)),
        (WOMAN_50, (1976, 6), (50, 9), (2027, 3)),
        (WOMAN_50, (1984, 11), (55, 0), (2039, 11)),
    ],
)
def test_every_published_example(
    category: RetirementCategory, born: tuple[int, int], age: tuple[int, int], month: tuple[int, int]
) -> None:
    result = retirement_months(date(*born, 17), category)
    assert divmod(result.age_months, 12) == age
    assert result.statutory == date(*month, 1)


@pytest.mark.parametrize(
    ("category", "born", "earliest", "latest"),
    [
        (MAN, (1975, 6), (2035, 6), (2041, 2)),
        (WOMAN_50, (1984, 11), (2036, 11), (2042, 11)),
        (WOMAN_50, (1976, 6), (2026, 6), (2030, 3)),
    ],
)
def test_flexible_retirement_lies_within_three_years_and_not_below_the_old_age(
    category: RetirementCategory, born: tuple[int, int], earliest: tuple[int, int], latest: tuple[int, int]
) -> None:
    result = retirement_months(date(*born, 1), category)
    assert result.earliest == date(*earliest, 1)
    assert result.latest == date(*latest, 1)


@pytest.mark.parametrize(
    ("year", "months"),
    [(2025, 180), (2029, 180), (2030, 186), (2035, 216), (2038, 234), (2039, 240), (2040, 240), (2060, 240)],
)
def test_minimum_contribution_months_rise_from_2030_to_2039(year: int, months: int) -> None:
    assert minimum_contribution_months(year) == months


@pytest.mark.parametrize(
    ("category", "born", "cap"),
    [(MAN, (1976, 9), 36), (WOMAN_55, (1981, 9), 36), (WOMAN_50, (1984, 11), 60), (MAN, (1999, 1), 36)],
)
def test_the_delay_never_exceeds_its_cap(category: RetirementCategory, born: tuple[int, int], cap: int) -> None:
    assert retirement_months(date(*born, 1), category).delay == cap


@pytest.mark.parametrize("category", list(RetirementCategory))
def test_who_reached_the_old_age_before_2025_is_not_delayed(category: RetirementCategory) -> None:
    born = {MAN: date(1964, 12, 31), WOMAN_55: date(1969, 12, 31), WOMAN_50: date(1974, 12, 31)}[category]
    assert retirement_months(born, category).delay == 0
    assert retirement_months(born, category).statutory == date(2024, 12, 1)


@given(st.dates(date(1920, 1, 1), date(2010, 12, 1)), st.sampled_from(list(RetirementCategory)))
def test_who_is_born_later_never_retires_earlier(born_on: date, category: RetirementCategory) -> None:
    result = retirement_months(born_on, category)
    following = retirement_months(date.fromordinal(born_on.toordinal() + 31), category)
    assert result.statutory <= following.statutory
    assert result.earliest <= result.statutory <= result.latest


def test_other_parameters_may_be_fed() -> None:
    parameters = RetirementAgeParameters(
        start=date(2030, 1, 1), schedules={MAN: DelaySchedule(original_age=720, step=1, cap=12)}, flexible_late=24
    )
    result = retirement_months(date(1970, 3, 1), MAN, parameters)
    assert (result.delay, result.statutory, result.latest) == (3, date(2030, 6, 1), date(2032, 6, 1))
