"""From which day a version may hold, which values a city may set, and what they are called."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.local_rules.rules import FLOW, wrong_value
from yinqiao.areas.local_rules.types import VersionState
from yinqiao.kernel.publishing import earliest, latest
from yinqiao.platform.rulebook import Leaf, laid_over, leaves_of, shipped, with_leaves

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("at", "day"),
    [("2026-03-02 00:00", "2026-03-03"), ("2026-03-02 21:59", "2026-03-03"), ("2026-03-02 22:00", "2026-03-04")],
)
def test_a_version_holds_from_tomorrow_on_and_from_the_day_after_two_hours_before_midnight(at: str, day: str) -> None:
    assert earliest(datetime.fromisoformat(at)) == date.fromisoformat(day)


@given(st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2100-01-01")))
def test_the_first_day_always_begins_at_least_two_hours_later_and_within_two_days(at: datetime) -> None:
    begins = datetime.combine(earliest(at), datetime.min.time())
    assert timedelta(hours=2) < begins - at <= timedelta(hours=26)
    assert earliest(at) < latest(at.date())


@pytest.mark.parametrize(
    ("value", "kind", "least", "is_right"),
    [
        (0, int, 0, True), (0, int, 1, False), (-1, int, 0, False), (-25, int, None, True), (1_000_000_001, int, 1, False),
        (True, int, 0, False), (True, bool, None, True), (1, bool, None, False), (None, int, 1, False),
        ("b", str, None, True), ("c", str, None, False), (1.5, int, 0, False),
        (date(2026, 1, 1), date, None, True), ("2026-01-01", date, None, False),
    ],
)  # fmt: skip
def test_a_value_is_of_the_kind_and_in_the_bounds_of_what_is_shipped(
    value: object, kind: type, least: int | None, is_right: bool
) -> None:
    problem = wrong_value(value, kind=kind, least=least, choices=["a", "b"])
    assert (problem == "") is is_right
    assert is_right or problem.endswith("。")


def test_every_value_that_a_city_may_set_has_a_chinese_name_and_no_two_of_a_rule_share_it() -> None:
    wrong = []
    for rule in shipped():
        labels = [one.label for one in leaves_of(rule)]
        unnamed = [label for label in labels if re.search("[a-z_]{3}", label) or not re.search("[一-鿿]", label)]
        if unnamed or len(set(labels)) != len(labels):
            wrong.append((rule.id, unnamed or labels))
    assert wrong == []


def test_what_is_confirmed_by_law_or_marked_as_the_products_own_offers_no_value() -> None:
    rules = {rule.id: rule for rule in shipped()}
    assert leaves_of(rules["routine.retirement_month"]) == []
    assert leaves_of(rules["rosters.check"]) == []
    assert [one.path for one in leaves_of(rules["letters.rising"])] == ["district_days", "city_days", "most_people"]


def test_a_word_can_be_set_only_where_the_rule_names_the_choice() -> None:
    (cycle,) = (rule for rule in shipped() if rule.id == "certification.cycle")
    (use,) = (one for one in leaves_of(cycle) if one.kind is str)
    assert use.path == "use"
    assert dict(use.choices)["birthday_month"] == "按出生月份"


def test_values_lie_over_the_shipped_ones_at_their_paths_and_nothing_else_moves() -> None:
    given_parameters = {"days": 5, "weights": {"a": 1, "b": 2}, "words": ["x"]}
    assert laid_over(given_parameters, {"weights.b": 7, "gone": 1}) == {**given_parameters, "weights": {"a": 1, "b": 7}}
    assert given_parameters["weights"] == {"a": 1, "b": 2}


def test_leaves_carry_the_citys_values_and_keep_their_own_kind() -> None:
    (rule,) = (rule for rule in shipped() if rule.id == "sandbox.period")
    assert leaves_of(rule) == with_leaves(rule, {"rate": 1}) == []
    (rising,) = (rule for rule in shipped() if rule.id == "letters.rising")
    (first, *_) = with_leaves(rising, {"district_days": 3})
    assert (first.value, first.kind, first.least) == (3, int, 1)
    assert Leaf("x", "x", 0).least == 0


def test_a_published_version_can_only_be_taken_back_and_an_ended_one_nothing() -> None:
    assert set(FLOW[VersionState.PUBLISHED]) == {"withdraw"}
    assert not FLOW[VersionState.REFUSED] and not FLOW[VersionState.WITHDRAWN]
    assert set(FLOW[VersionState.PROPOSED]) == {"approve", "refuse", "withdraw"}
