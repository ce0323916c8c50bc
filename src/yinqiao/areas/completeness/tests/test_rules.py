"""Causes as data, thresholds at their edges, and every step of a question, allowed and forbidden."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.completeness.rules import BY_ENTERPRISE, FLOW, OPEN, born_by, causes, codes_of, due_on, next_state
from yinqiao.areas.completeness.types import Cause, Owner, RequestState, RequestStep
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.kernel.periods import age_on

pytestmark = [pytest.mark.fast]
S, T = RequestState, RequestStep
ALLOWED = {
    (S.ASKED, T.ANSWER): S.ANSWERED, (S.ASKED, T.SAY_UNKNOWN): S.UNKNOWN, (S.ASKED, T.CANCEL): S.CANCELLED,
    (S.ANSWERED, T.TAKE): S.TAKEN, (S.ANSWERED, T.REFUSE): S.REFUSED, (S.UNKNOWN, T.CLOSE): S.CANCELLED,
}  # fmt: skip


def test_every_cause_has_an_owner_a_step_and_days_and_the_weightiest_comes_first() -> None:
    specs = list(causes().values())
    assert {one.code for one in specs} == set(Cause)
    assert all(one.step and one.days > 0 and one.weight > 0 for one in specs)
    assert [one.weight for one in specs] == sorted((one.weight for one in specs), reverse=True)
    assert {one.field for one in specs if one.field} <= set(FIELD_LABELS)


def test_only_what_an_enterprise_owes_and_one_fact_answers_can_be_asked() -> None:
    asked = {one.code for one in causes().values() if one.can_be_asked}
    assert asked == {Cause.ID_MISSING, Cause.MEMBER_WITHOUT_BRANCH, Cause.RETIRED_ON_MISSING, Cause.ARCHIVE_NO_MISSING}
    assert set(codes_of(Owner.ENTERPRISE)) >= asked
    assert sum(len(codes_of(one)) for one in Owner) == len(Cause)


@pytest.mark.parametrize(("state", "step"), list(product(S, T)))
def test_a_question_goes_where_the_flow_leads_and_nowhere_else(state: S, step: T) -> None:
    assert next_state(state, step) == ALLOWED.get((state, step))


def test_a_question_is_open_exactly_while_somebody_can_do_something() -> None:
    assert {state for state, steps in FLOW.items() if steps} == set(OPEN)
    assert {step for steps in FLOW.values() for step in steps} == set(T)
    assert set(T) > BY_ENTERPRISE


@given(today=st.dates(date(2020, 1, 1), date(2040, 12, 31)), years=st.integers(60, 100))
def test_who_was_born_by_the_day_has_the_age_and_who_was_born_after_has_not(today: date, years: int) -> None:
    day = born_by(today, {"contact_age": years})
    assert age_on(day, today) == years
    assert age_on(day + timedelta(days=2), today) < years


def test_the_last_day_counts_from_when_the_person_came_into_care() -> None:
    assert due_on(causes()[Cause.ID_MISSING], date(2026, 3, 2)) == date(2026, 3, 17)
