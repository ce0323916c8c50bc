"""Retirement months of the demo city: the fourteen published examples, computed here without the kernel."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from yinqiao.kernel.retirement_age import RetirementCategory, retirement_months
from yinqiao.shell.demo.careers import statutory_month

pytestmark = pytest.mark.fast


def _month(text: str) -> int:
    year, month = text.split("-")
    return (int(year) - 1970) * 12 + int(month) - 1


@pytest.mark.parametrize(
    ("old_age", "born", "retires"),
    [
        (60, "1964-12", "2024-12"),
        (60, "1965-01", "2025-02"),
        (60, "1965-05", "2025-07"),
        (60, "1975-06", "2038-02"),
        (60, "1976-08", "2039-07"),
        (60, "1976-09", "2039-09"),
        (55, "1970-06", "2025-08"),
        (55, "1971-06", "2026-11"),
        (55, "1988-09", "2046-09"),
        (50, "1975-06", "2025-09"),
        (50, "1976-06", "2027-03"),
        (50, "1984-11", "2039-11"),
    ],
)
def test_the_month_of_retirement_is_the_published_one(old_age: int, born: str, retires: str) -> None:
    found = statutory_month(np.array([_month(born)]), np.array([old_age]))
    assert found.tolist() == [_month(retires)]


@pytest.mark.parametrize(("old_age", "category"), [(60, "man"), (55, "woman_55"), (50, "woman_50")])
def test_the_generator_and_the_kernel_agree_for_every_birth_month_of_forty_years(old_age: int, category: str) -> None:
    births = [date(year, month, 1) for year in range(1945, 1985) for month in range(1, 13)]
    found = statutory_month(np.array([_month(f"{born:%Y-%m}") for born in births]), np.full(len(births), old_age))
    lawful = [retirement_months(born, RetirementCategory(category)).statutory for born in births]
    assert found.tolist() == [_month(f"{month:%Y-%m}") for month in lawful]
