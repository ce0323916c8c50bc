"""What is counted and what is made of it: all of the rulebook can be counted; a file with a mistake is refused with its name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from yinqiao.areas.indicators.errors import BookError
from yinqiao.areas.indicators.queries import indicators_on, measures, shipped_indicators
from yinqiao.areas.indicators.queries.book import parse_indicators, parse_measures
from yinqiao.areas.indicators.rules import THEMES
from yinqiao.areas.indicators.types import Direction, Walls
from yinqiao.platform.events.registry import all_types
from yinqiao.platform.rulebook import shipped

pytestmark = pytest.mark.fast
_MEASURES = """
[[measure]]
id = "people"
title = "人数"
unit = "人"
kind = "stock"
moved_by = ["retirees"]
sql = "SELECT 1"

[[measure]]
id = "calls"
title = "次数"
unit = "次"
kind = "flow"
moved_by = ["duties"]
sql = "SELECT 1"
"""
_ENTRY: dict[str, Any] = {
    "code": "share", "title": "比率", "theme": THEMES[0], "form": "percent", "unit": "%", "direction": "up",
    "numerator": ["people"], "denominator": ["people"], "owner": "单位", "meaning": "说明",
}  # fmt: skip


def _file(**changes: Any) -> str:
    entry = {**_ENTRY, **changes}
    lines = [f"{key} = {_toml(value)}" for key, value in entry.items() if value is not None]
    return "[[indicator]]\n" + "\n".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def test_at_least_forty_indicators_serve_and_each_theme_has_some() -> None:
    found = shipped_indicators()
    assert len(found) >= 40
    assert {one.theme for one in found} == set(THEMES)
    used = {part for one in found for part in one.measures}
    assert used == set(measures()), "a measure that no indicator is made of"


def test_every_target_belongs_to_an_indicator_that_has_a_better_side() -> None:
    codes = {one.code: one for one in shipped_indicators()}
    targets = {one.id.removeprefix("indicators.") for one in shipped() if one.id.startswith("indicators.")} - {"small"}
    assert targets <= set(codes)
    assert all(codes[one].direction is not Direction.NEITHER for one in targets)
    held = {one.code for one in indicators_on(date(2026, 12, 1)) if one.target is not None}
    assert held == targets


def test_every_list_behind_a_measure_is_a_page_and_every_room_that_moves_one_has_events() -> None:
    rooms = {one.code.partition(".")[0] for one in all_types()}
    for one in measures().values():
        assert one.moved_by <= rooms, one.id
        if one.list_page:
            assert reverse(one.list_page.partition("?")[0])


def test_party_measures_are_sensitive_and_kept_from_overseers_and_enterprises() -> None:
    party = [one for one in measures().values() if one.walls is Walls.PARTY]
    assert {"dues_paid", "members_received", "meeting_present"} <= {one.id for one in party}
    assert all(one.is_sensitive for one in party)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"numerator": ["nobody"]}, "no measure"),
        ({"denominator": ["calls"]}, "units do not match"),
        ({"numerator": []}, "needs numerator"),
        ({"denominator": None}, "needs numerator and denominator"),
        ({"form": "count"}, "needs a numerator alone"),
        ({"form": "ratio"}, "ratio"),
        ({"theme": "别的"}, "unknown theme"),
        ({"scale": 0}, "scale"),
        ({"owner": None}, "owner"),
        ({"formula": "a/b"}, "formula"),
    ],
)
def test_an_indicator_with_a_mistake_is_refused_with_its_code_and_the_fault(
    changes: dict[str, Any], fault: str
) -> None:
    known = parse_measures(_MEASURES)
    with pytest.raises(BookError, match=fault) as refused:
        parse_indicators(_file(**changes), known)
    assert str(refused.value).startswith("share: ")


def test_an_average_may_divide_what_is_counted_in_different_units_and_a_share_may_not() -> None:
    known = parse_measures(_MEASURES)
    average = _file(form="average", numerator=["calls"], unit="次")
    assert [one.code for one in parse_indicators(average, known)] == ["share"]
    with pytest.raises(BookError, match="units"):
        parse_indicators(_file(numerator=["calls"]), known)


def test_an_indicator_or_a_measure_that_stands_twice_is_refused() -> None:
    with pytest.raises(BookError, match="twice"):
        parse_indicators(_file() + "\n" + _file(), parse_measures(_MEASURES))
    with pytest.raises(BookError, match="twice"):
        parse_measures(_MEASURES + _MEASURES)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [('kind = "stock"', "kind"), ('moved_by = ["retirees"]', "moved_by"), ('unit = "人"', "unit")],
)
def test_a_measure_that_lacks_something_is_refused(wrong: str, fault: str) -> None:
    with pytest.raises(BookError, match=fault):
        parse_measures(_MEASURES.replace(wrong, "", 1))
