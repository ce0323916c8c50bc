"""The pure rules: how likely by chance, the season of the city, the same wording, the lowest place that holds all."""

from __future__ import annotations

from datetime import date, timedelta
from math import comb

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.hotline.rules import find_clusters, lowest_holding, same_wording, signatures, tail, words_in
from yinqiao.areas.hotline.types import Rate

TODAY = date(2026, 12, 1)
RATE = Rate(14, 26, 8, 5, 1, 28)
PATHS = {1: (1,), 2: (1, 2), 3: (1, 2, 3), 4: (1, 2, 3, 4), 5: (1, 2, 3, 5), 6: (1, 6), 7: (1, 6, 7), 8: (1, 6, 7, 8)}


def _orders(*told: tuple[int, int | None, int]) -> pl.DataFrame:
    """Place, enterprise, days ago; a year of city-wide background makes the weeks comparable."""
    rows = [("housing", place, firm, TODAY - timedelta(days=back)) for place, firm, back in told]
    rows += [("papers", 8, None, TODAY - timedelta(days=back)) for back in range(20, 190, 40)]
    frame = pl.DataFrame(
        rows, {"topic": pl.String, "place_no": pl.Int64, "firm_id": pl.Int64, "received_on": pl.Date}, orient="row"
    )
    return frame.with_row_index("case")


@given(st.integers(1, 60), st.integers(0, 200), st.integers(1, 26))
def test_the_chance_falls_with_more_now_and_rises_with_more_before(now: int, before: int, weeks: int) -> None:
    here = tail(now, before, weeks, 2)
    assert 0 <= tail(now + 1, before, weeks, 2) <= here + 1e-9
    assert here <= min(1, tail(now, before + 1, weeks, 2) + 1e-9)


def test_the_chance_is_that_of_the_negative_binomial_distribution() -> None:
    # Prior counts of a half make the terms central binomials: P(X=i) = C(2i, i) / 4^i * stays^0.5 * goes^i.
    goes = 2 / 28
    plain = 1 - sum(comb(2 * i, i) / 4**i * (1 - goes) ** 0.5 * goes**i for i in range(3))
    assert tail(3, 0, 26, 2) == pytest.approx(plain)
    assert tail(0, 5, 26, 2) == 1


def test_what_an_enterprise_caused_is_one_cluster_at_the_lowest_place_that_holds_it() -> None:
    (found,) = find_clusters(_orders(*((4 + at % 2, 9, at) for at in range(10))), TODAY, RATE, PATHS)
    assert (found.place_no, found.firm_id, len(found.rows)) == (3, 9, 10)
    (apart,) = find_clusters(_orders(*((4 if at % 2 else 8, 9, at) for at in range(10))), TODAY, RATE, PATHS)
    assert apart.place_no == 1


def test_nothing_is_flagged_before_there_is_something_to_compare_with() -> None:
    recent = _orders(*((4, None, at) for at in range(10))).filter(pl.col("topic") == "housing")
    assert find_clusters(recent, TODAY, RATE, PATHS) == []
    assert find_clusters(recent.clear(), TODAY, RATE, PATHS) == []


def test_what_the_whole_city_calls_about_is_no_cluster_of_one_place() -> None:
    sizes = ((4, 30), (5, 100), (8, 100))
    heating = [(place, None, at % 14) for place, count in sizes for at in range(count)]
    before = [(place, None, 20 + at % 160) for place, count in sizes for at in range(count * 5 // 2)]
    assert find_clusters(_orders(*heating, *before), TODAY, RATE, PATHS) == []
    (found,) = find_clusters(_orders(*heating[:30], *before), TODAY, RATE, PATHS)
    assert found.place_no == 4


def test_the_same_words_with_other_numbers_are_one_group_and_other_words_another() -> None:
    texts = [f"三栋屋面漏水，找物业没人维修，第{at}次" for at in range(50)] + ["想问一下老年大学什么时候报名"]
    groups = same_wording(signatures(texts, b"x"), ["a"] * 51, 80)
    assert groups == [0] * 50 + [50]
    assert same_wording(signatures(texts, b"x"), list(range(51)), 80) == list(range(51))


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_text_has_a_signature_of_its_own_alone(texts: list[str]) -> None:
    together = signatures(texts, b"x")
    for at, one in enumerate(texts):
        assert np.array_equal(together[at], signatures([one], b"x")[0])


def test_common_words_are_those_of_the_rule_never_a_name() -> None:
    texts = ["周大姐家漏水", "周大姐楼上漏水", "周大姐停水"]
    assert words_in(texts, {"housing": "漏水、停水、电梯"}) == ["漏水"]


def test_the_lowest_place_of_one_place_is_itself() -> None:
    assert lowest_holding([4], PATHS) == 4
    assert lowest_holding([4, 3], PATHS) == 3
