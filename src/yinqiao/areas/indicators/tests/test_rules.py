"""How sums become a figure: empty without a denominator, never rounded up to all, an alarm only where it can be meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.indicators.rules import is_small, value_of
from yinqiao.areas.indicators.types import Direction, Form, Indicator

pytestmark = pytest.mark.fast
SHARE = Indicator(
    code="share", title="认证率", theme="认证与联系", form=Form.PERCENT, unit="%", direction=Direction.UP,
    target=Decimal(100), numerator=("certified",), denominator=("to_certify",), scale=1, places=0, least=10, owner="",
    meaning="", source="", standing="", version="",
)  # fmt: skip
_SUMS = st.integers(0, 10**12)


def test_8412_of_8500_certified_is_98_96_and_misses_100() -> None:
    value = value_of(SHARE, 8412, 8500)
    assert (value.value, value.is_alarm) == (Decimal("98.96"), True)


def test_of_nobody_the_share_is_empty_and_no_alarm() -> None:
    value = value_of(SHARE, 0, 0)
    assert (value.value, value.is_alarm) == (None, False)


def test_nine_people_make_no_alarm_and_ten_do() -> None:
    assert not value_of(SHARE, 0, 9).is_alarm
    assert value_of(SHARE, 0, 10).is_alarm


def test_1260_people_of_9_officers_are_140_each() -> None:
    average = replace(SHARE, form=Form.AVERAGE, unit="人", target=None, places=1)
    assert value_of(average, 1260, 9).value == Decimal("140.0")
    assert value_of(average, 1260, 0).value is None


def test_270_minutes_are_4_5_hours_and_half_a_tenth_goes_up() -> None:
    hours = replace(SHARE, form=Form.COUNT, unit="小时", target=None, scale=60, places=1)
    assert value_of(hours, 270, 0).value == Decimal("4.5")
    assert value_of(hours, 273, 0).value == Decimal("4.6")


def test_a_count_that_should_be_0_is_an_alarm_from_1_on_however_few_there_are() -> None:
    late = replace(SHARE, form=Form.COUNT, unit="件", direction=Direction.DOWN, target=Decimal(0), denominator=())
    assert [value_of(late, many, 0).is_alarm for many in (0, 1)] == [False, True]


@given(above=_SUMS, below=_SUMS)
def test_a_share_is_100_only_when_it_is_all_and_0_only_when_it_is_next_to_nothing(above: int, below: int) -> None:
    value = value_of(SHARE, min(above, below), below).value
    assert (value is None) == (below == 0)
    if value is not None:
        assert Decimal(0) <= value <= Decimal(100)
        assert (value == 100) == (min(above, below) == below)


@given(many=st.integers(0, 10_000), less=st.integers(0, 10_000), least=st.integers(2, 10))
def test_what_is_written_out_names_nobody_or_enough_on_both_sides(many: int, less: int, least: int) -> None:
    below, above = max(many, less), min(many, less)
    if not is_small(above, below, least):
        assert all(one == 0 or one >= least for one in (above, below, below - above))
