"""The benches run by hand, so nothing else tells when one of them no longer loads."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import _bench_of, _benches


def test_every_bench_loads_and_is_found_by_its_name() -> None:
    assert {_bench_of(name) for name in _benches()} == set(_benches())


@pytest.mark.parametrize(
    ("figure", "bench"),
    [
        ("roster_accepted", "roster"),
        ("party_received", "party"),
        ("separation_recall", "separation_search"),
        ("portal_page", "portal_at_once"),
    ],
)
def test_a_figure_is_found_by_the_bench_that_measures_it(figure: str, bench: str) -> None:
    assert _bench_of(figure) == bench
