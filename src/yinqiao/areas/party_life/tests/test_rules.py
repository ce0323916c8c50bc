"""What a year's plan and a quarter's debt are, at their edges."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.party_life.rules import FLOW, findings, months_owed, quarter_of, times, year_plan
from yinqiao.areas.party_life.types import MeetingKind, MeetingState, Setting, Shape
from yinqiao.platform.rulebook import rulebook

pytestmark = pytest.mark.fast
MEETINGS = rulebook().get("party_life.meetings", region="CN", day=date(2026, 12, 1)).parameters
STATE = rulebook().get("party_life.branch_state", region="CN", day=date(2026, 12, 1)).parameters
SHAPES = st.builds(
    Shape, people=st.integers(0, 120), full=st.integers(0, 120), secretaries=st.integers(0, 1), committee=st.integers(0, 7),
    groups=st.integers(0, 4), setting=st.sampled_from(Setting),
    term_from=st.none() | st.dates(date(2010, 1, 1), date(2030, 12, 31)), has_secretary_outside=st.booleans(),
)  # fmt: skip


@given(SHAPES, st.integers(1, 28), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_plan_is_on_the_fixed_day_once_a_month_for_each_and_never_in_the_past(
    shape: Shape, day: int, after: date
) -> None:
    plan = year_plan(2026, after, day, shape, MEETINGS)
    assert all(one.on.day == day and one.on >= after for one in plan)
    assert max(Counter(plan).values(), default=0) <= 1
    assert {one.kind for one in plan} - {MeetingKind.COMMITTEE, MeetingKind.GROUP} <= set(MeetingKind)
    assert (MeetingKind.GROUP in {one.kind for one in plan}) == bool(shape.groups and date(2026, 12, day) >= after)


@given(SHAPES)
def test_whoever_keeps_to_the_plan_owes_nothing_once_the_year_is_over(shape: Shape) -> None:
    plan = Counter((one.kind, quarter_of(one.on)) for one in year_plan(2026, date(2026, 1, 1), 5, shape, MEETINGS))
    for quarter in {quarter_of(date(2026, month, 1)) for month in range(1, 13)}:
        for kind in MeetingKind:
            owed = months_owed(kind, quarter, date(2027, 1, 1), MEETINGS) * times(kind, shape)
            assert plan[kind, quarter] == owed


def test_a_month_is_owed_from_the_first_day_after_it() -> None:
    quarter = quarter_of(date(2026, 11, 30))
    assert quarter.first == date(2026, 10, 1) and quarter.after == date(2027, 1, 1)
    assert months_owed(MeetingKind.THEME, quarter, date(2026, 11, 30), MEETINGS) == 1
    assert months_owed(MeetingKind.THEME, quarter, date(2026, 12, 1), MEETINGS) == 2


@given(SHAPES, st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_each_finding_says_why_and_what_may_be_done_and_comes_once(shape: Shape, today: date) -> None:
    found = findings(shape, today, STATE)
    assert len({one.code for one in found}) == len(found)
    assert all(one.title and one.why and one.proposal for one in found)
    assert not (shape.people <= 50 and any(one.code == "too_large" for one in found))


def test_a_secretary_from_outside_counts_and_the_term_ends_on_its_day() -> None:
    shape = Shape(5, 5, 0, 0, 0, Setting.OTHER, date(2023, 12, 1), has_secretary_outside=True)
    assert [one.code for one in findings(shape, date(2026, 11, 30), STATE)] == []
    assert [one.code for one in findings(shape, date(2026, 12, 1), STATE)] == ["term_ended"]


def test_nothing_leads_on_from_what_was_signed_or_called_off() -> None:
    assert FLOW[MeetingState.CHECKED] == FLOW[MeetingState.CANCELLED] == frozenset()
