"""The flow of an expected retiree, the month of the law, what is due, what has risen; the rulebook's own words."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from yinqiao.areas.routine.queries import RETIRING_FIELDS, title_of
from yinqiao.areas.routine.rules import (
    FLOW,
    LEVELS,
    age_parameters,
    category_of,
    finding_sentence,
    finding_words,
    hand_over_due,
    level_of,
    next_state,
    plan_of,
    retirement_type_of,
    state_after,
    states_before,
    views_of,
)
from yinqiao.areas.routine.types import (
    ExpectedState,
    Level,
    ListFinding,
    PostCategory,
    RetirementOption,
    Step,
    Told,
    View,
)
from yinqiao.kernel.codes import RetirementType
from yinqiao.kernel.retirement_age import NATIONAL_PARAMETERS, RetirementCategory

pytestmark = [pytest.mark.fast]
LAW = {"start": date(2025, 1, 1), "early_months": 36, "late_months": 36}
LATE = {"street_days": 15, "district_days": 30, "city_days": 45}


def test_each_step_leads_where_the_table_says_and_nowhere_else() -> None:
    allowed = {(state, step) for state, steps in FLOW.items() for step in steps}
    for state, step in product(ExpectedState, Step):
        assert (next_state(state, step) is not None) is ((state, step) in allowed)
        assert (state in states_before(step)) is ((state, step) in allowed)
    assert set(FLOW) == set(ExpectedState)


def test_every_step_is_in_the_table_and_nobody_who_was_accepted_goes_anywhere() -> None:
    assert {step for steps in FLOW.values() for step in steps} == set(Step)
    assert FLOW[ExpectedState.ACCEPTED] == {}


def test_steps_of_people_lead_to_one_state_and_those_of_lists_leave_it_open() -> None:
    assert state_after(Step.CONFIRM) is ExpectedState.CONFIRMED
    assert state_after(Step.BRING_BACK) is ExpectedState.CONFIRMED
    with pytest.raises(ValueError):
        state_after(Step.RENEW)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(date(1970, 1, 1), is_woman=False), RetirementCategory.MAN),
        (Told(date(1970, 1, 1), is_woman=False, post=PostCategory.WORKER), RetirementCategory.MAN),
        (Told(date(1970, 1, 1), is_woman=True, post=PostCategory.MANAGEMENT), RetirementCategory.WOMAN_55),
        (Told(date(1970, 1, 1), is_woman=True, post=PostCategory.WORKER), RetirementCategory.WOMAN_50),
        (Told(date(1970, 1, 1), is_woman=True), None),
        (Told(date(1970, 1, 1), is_woman=True, is_special=True), RetirementCategory.WOMAN_50),
    ],
)
def test_a_womans_post_decides_her_age_and_a_mans_does_not(told: Told, expected: RetirementCategory | None) -> None:
    assert category_of(told) is expected


def test_the_numbers_of_the_rule_are_those_of_the_law() -> None:
    assert age_parameters(LAW) == NATIONAL_PARAMETERS


@pytest.mark.parametrize(
    ("option", "chosen", "wrong"),
    [
        (RetirementOption.EARLY, date(2035, 6, 1), None),
        (RetirementOption.EARLY, date(2035, 5, 31), ListFinding.CHOSEN_TOO_EARLY),
        (RetirementOption.LATE, date(2041, 2, 28), None),
        (RetirementOption.LATE, date(2041, 3, 1), ListFinding.CHOSEN_TOO_LATE),
        (RetirementOption.EARLY, None, ListFinding.MONTH_MISSING),
        (RetirementOption.EARLY, date(2038, 2, 1), ListFinding.CHOICE_CONTRADICTS),
        (RetirementOption.LATE, date(2038, 2, 1), ListFinding.CHOICE_CONTRADICTS),
        (RetirementOption.NONE, date(2038, 2, 17), None),
        (RetirementOption.NONE, date(2038, 3, 1), ListFinding.MONTH_WITHOUT_CHOICE),
        (None, None, None),
    ],
)
def test_what_a_man_born_in_june_1975_may_choose(
    option: RetirementOption | None, chosen: date | None, wrong: ListFinding | None
) -> None:
    plan, found = plan_of(Told(date(1975, 6, 10), is_woman=False, option=option, chosen_on=chosen), LAW)
    assert [code for code, _ in found] == ([wrong] if wrong else [])
    assert (plan is None) is (wrong is not None)
    if plan is not None:
        assert plan.planned_on == (chosen.replace(day=1) if chosen else date(2038, 2, 1))


def test_special_trades_keep_the_month_that_was_approved() -> None:
    plan, found = plan_of(Told(date(1975, 6, 10), is_woman=False, is_special=True, chosen_on=date(2030, 6, 9)), LAW)
    assert found == [] and plan is not None and plan.planned_on == date(2030, 6, 1)


@pytest.mark.parametrize(
    ("retired", "due"),
    [
        (date(2025, 3, 18), date(2025, 4, 30)),
        (date(2025, 12, 1), date(2026, 1, 31)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_people_and_archives_are_due_at_the_end_of_the_month_after(retired: date, due: date) -> None:
    assert hand_over_due(retired, {"months": 1}) == due


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (0, None),
        (1, Level.ENTERPRISE),
        (14, Level.ENTERPRISE),
        (15, Level.STREET),
        (30, Level.DISTRICT),
        (45, Level.CITY),
    ],
)
def test_what_is_late_rises_day_by_day(days: int, level: Level | None) -> None:
    assert level_of(date(2026, 3, 1), date.fromordinal(date(2026, 3, 1).toordinal() + days), LATE) is level
    assert [one.value for one in LEVELS] == ["enterprise", "street", "district", "city"]


def test_next_month_is_found_across_the_end_of_the_year() -> None:
    assert views_of(date(2026, 12, 31))[View.NEXT][0] == date(2027, 1, 1)


def test_a_roster_calls_the_retirement_by_its_kind() -> None:
    assert retirement_type_of(is_special=True, option="early") is RetirementType.SPECIAL_TRADE
    assert retirement_type_of(is_special=False, option="early") is RetirementType.FLEXIBLE_EARLY
    assert retirement_type_of(is_special=False, option="late") is RetirementType.FLEXIBLE_LATE
    assert retirement_type_of(is_special=False, option="none") is RetirementType.NORMAL


def test_every_finding_has_a_sentence_and_a_missing_argument_leaves_its_place_empty() -> None:
    for code, entry in finding_words().items():
        assert (
            entry["severity"] in ("blocks", "warns") and entry["title"] and finding_sentence(code, None).endswith("。")
        )
        assert title_of(code.value) == entry["title"]
    assert "2038年2月" in finding_sentence(ListFinding.CHOSEN_TOO_LATE, '{"lawful": "2038年2月"}')


@pytest.mark.parametrize(("word", "code"), [("干部", "management"), ("操作岗位", "worker"), ("门卫", None)])
def test_posts_are_read_in_the_words_of_clerks(word: str, code: str | None) -> None:
    found = PostCategory.read(word)
    assert (found.value if found else None) == code
    assert RETIRING_FIELDS["post"].table is PostCategory
