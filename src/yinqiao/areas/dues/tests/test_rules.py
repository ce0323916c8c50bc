"""The rules of dues at their edges, and what a member is told."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.dues.rules import explain, first_month, last_month, months_between, stands, sum_of
from yinqiao.areas.dues.types import Basis, End, Method, Move, Stands, Why, fen_of, yuan
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.fast]
TODAY = date(2026, 3, 2)


def _rate() -> dict[str, object]:
    return dict(rulebook().get("dues.rate", region="CN", day=TODAY).parameters)


@given(base=st.integers(1, 10_000_000))
def test_the_sum_is_the_rate_of_the_whole_base_rounded_half_up(base: int) -> None:
    rate = Decimal("0.005") if base <= 500_000 else Decimal("0.01")
    expected = (Decimal(base) * rate).quantize(Decimal(1), ROUND_HALF_UP)
    assert sum_of(Basis.PENSION, base, _rate()).fen == expected


@given(base=st.integers(1, 10_000_000))
def test_who_draws_more_never_pays_less(base: int) -> None:
    assert sum_of(Basis.PENSION, base, _rate()).fen <= sum_of(Basis.PENSION, base + 1, _rate()).fen


@given(fen=st.integers(0, 10_000_000))
def test_fen_and_yuan_are_one_sum(fen: int) -> None:
    assert fen_of(yuan(fen)) == fen


def test_just_above_the_limit_the_jump_is_explained_and_far_above_it_is_not() -> None:
    near = explain(Why.HIGH, 500_001, 5_000, _rate())
    assert "比 5,000 元时的 25.00 元多出一截" in near
    assert "多出一截" not in explain(Why.HIGH, 620_000, 6_200, _rate())


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_its_sentence(why: Why) -> None:
    assert explain(why, 400_000, 2_000, _rate()).endswith("。")


@pytest.mark.parametrize(
    ("owed", "found"), [(0, Stands.EVEN), (2, Stands.OPEN), (3, Stands.REMIND), (6, Stands.REMIND), (7, Stands.OVER)]
)
def test_three_months_remind_and_more_than_six_are_for_the_branch(owed: int, found: Stands) -> None:
    assert stands(owed, {"most_late": 6, "remind_from": 3}) is found


def test_months_begin_after_the_letter_and_end_before_a_death() -> None:
    assert first_month(date(2025, 12, 1), None, TODAY) == date(2026, 1, 1)
    assert last_month(End.DIED, date(2026, 1, 31)) == date(2025, 12, 1)
    assert last_month(End.MOVED, date(2026, 1, 31)) == date(2026, 1, 1)
    assert months_between(date(2026, 3, 1), date(2026, 2, 1)) == 0


def test_every_way_of_paying_and_moving_names_two_accounts() -> None:
    assert {one.book for one in Method} and all(len(set(one.books)) == 2 for one in Move)
