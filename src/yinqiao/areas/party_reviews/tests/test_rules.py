"""Pure rules of reviews at their edges."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.party_reviews.rules import most_excellent, shown, turnout
from yinqiao.areas.party_reviews.types import Grade

pytestmark = [pytest.mark.fast]
LIMITS = {"present_over": [1, 2], "excellent_most": [1, 3]}


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4), st.integers(1, 10))
def test_what_is_withheld_cannot_be_told_from_the_sum(counts: list[int], least: int) -> None:
    people = dict(zip(Grade, counts, strict=True))
    told = {one.grade: one.people for one in shown(people, least)}
    hidden = [people[grade] for grade, count in told.items() if count is None]
    assert all(
        count == people[grade] and (count == 0 or count >= least) for grade, count in told.items() if count is not None
    )
    # Fewer than two, or fewer people than the least, are hidden only where all that there are: then the sum is withheld too.
    if hidden and (len(hidden) < 2 or sum(hidden) < least):
        assert sum(hidden) == sum(counts) < least


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_meeting_votes_exactly_when_more_than_half_came(entitled: int, present: int) -> None:
    assert turnout(entitled, present, LIMITS).is_enough is (present > Fraction(entitled, 2))


@given(st.integers(0, 500))
def test_no_more_than_a_third_is_excellent_and_one_more_would_be_too_many(rated: int) -> None:
    most = most_excellent(rated, LIMITS)
    assert 3 * most <= rated < 3 * (most + 1)
