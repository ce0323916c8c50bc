"""The pure rules over every grade, source and day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.aid.rules import groups_with, weigh_grade
from yinqiao.areas.aid.types import Grade
from yinqiao.areas.intake.types import Verdict

pytestmark = pytest.mark.fast
DAY = date(2026, 3, 1)
RANKS = {"civil_affairs": 90, "document": 70}
grades = st.sampled_from(["", *(one.value for one in Grade)])
sources = st.sampled_from([*RANKS, "roster"])
days = st.integers(-40, 40).map(lambda days: DAY + timedelta(days=days))
groups = st.lists(
    st.sampled_from(["pre_1949", "aged_80", "alone", "model_worker", "serious_illness", "special_trade"]), unique=True
)


@given(claim=st.tuples(sources, days, grades), known=st.tuples(sources, days, grades))
def test_older_never_overwrites_newer_and_a_lower_rank_never_a_higher_one(
    claim: tuple[str, date, str], known: tuple[str, date, str]
) -> None:
    verdict, _ = weigh_grade(RANKS, claim, known)
    if verdict is Verdict.TAKE:
        assert claim[1] >= known[1] and RANKS.get(claim[0], 0) >= RANKS.get(known[0], 0)
    assert (verdict is Verdict.SAME) == (claim[2] == known[2])
    assert weigh_grade(RANKS, claim, ("", None, ""))[0] is (Verdict.TAKE if claim[2] else Verdict.SAME)


@given(before=groups, grade=grades)
def test_destitution_stands_among_the_groups_exactly_while_it_is_the_grade(before: list[str], grade: str) -> None:
    after = groups_with(before, grade)
    assert ("destitute" in after) == (grade == "destitute")
    assert sorted(one for one in after if one != "destitute") == sorted(before)
    assert groups_with(after, grade) == after
