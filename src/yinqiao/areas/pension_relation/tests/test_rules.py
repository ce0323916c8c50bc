"""Which of three things a person needs; insured periods as people write them; the paying place at its edges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.pension_relation.rules import need_of, paying_place, read_stays
from yinqiao.areas.pension_relation.types import Drawing, Missed, Need, Stay

pytestmark = pytest.mark.fast
TODAY = date(2026, 3, 2)
RULE = {"least_months": 120, "temporary_from_men": 50, "temporary_from_women": 40}
PLACES = st.sampled_from(["长沙市", "株洲市", "衡阳市", "广州市"])
STAYS = st.lists(
    st.builds(lambda place, since, months: Stay(place, since, since + months), PLACES, st.integers(23700, 24200), st.integers(0, 150)),
    min_size=1, max_size=5,
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "长沙市 2003年1月至2012年12月；株洲市 2013年1月至2015年6月",
        "长沙市2003.1-2012.12;株洲市2013.01~2015.06",
        "长沙市：2003-01 至 2012-12，株洲市：2013-01 到 2015-06。",
        "长沙市 2003/1 — 2012/12 株洲市 2013/1 — 2015/6",
    ],
)
def test_periods_are_read_however_people_write_them(text: str) -> None:
    stays, wrong = read_stays(text, TODAY)
    assert wrong == ""
    assert [(one.place, one.words, one.months) for one in stays] == [
        ("长沙市", "2003年1月至2012年12月", 120), ("株洲市", "2013年1月至2015年6月", 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "第 1 段看不明白"),
        ("大约十年", "第 1 段看不明白"),
        ("长沙市 2003年1月至2012年12月；株洲市 不记得了", "第 2 段看不明白"),
        ("长沙市 2003年13月至2012年12月", "第 1 段的月份不对"),
        ("长沙市 2012年12月至2003年1月", "第 1 段的截止年月早于起始年月"),
        ("长沙市 2012年12月至2026年4月", "第 1 段的截止年月晚于本月"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, words: str) -> None:
    stays, wrong = read_stays(text, TODAY)
    assert stays == [] and words in wrong


def test_the_month_of_today_may_be_the_last_one() -> None:
    assert read_stays("长沙市 2012年12月至2026年3月", TODAY)[1] == ""


@pytest.mark.parametrize("missed", list(Missed))
def test_only_who_draws_nothing_transfers(missed: Missed) -> None:
    assert need_of(Drawing.NO, missed) is Need.TRANSFER
    assert need_of(Drawing.UNKNOWN, missed) is Need.UNCLEAR
    assert need_of(Drawing.YES, missed) is (Need.PERIODS if missed is Missed.YES else Need.DRAWING)


def test_each_place_that_falls_short_is_named_before_the_one_that_pays() -> None:
    stays, _ = read_stays("长沙市 1998-01 至 2008-12；株洲市 2009-01 至 2017-12", TODAY)
    found = paying_place(stays, "衡阳市", date(1975, 5, 1), is_woman=False, parameters=RULE)
    assert found.place == "长沙市"
    assert found.reasons == (
        "现在的参保地 株洲市 累计缴费 9 年，不满 10 年。",
        "再往前的参保地 长沙市 累计缴费 11 年，满 10 年，由 长沙市 发放。",
    )


def test_months_at_one_place_add_up_and_doubled_ones_count_once() -> None:
    stays, _ = read_stays("株洲市 2001-01 至 2005-12；株洲 2005-07 至 2010-12", TODAY)
    found = paying_place(stays, "衡阳市", date(1975, 5, 1), is_woman=False, parameters=RULE)
    assert (found.place, found.totals, found.double) == ("株洲", [("株洲市", 120)], 6)


@pytest.mark.parametrize(("since", "place"), [("2020-04", "株洲市"), ("2020-05", "衡阳市")])
def test_a_man_of_fifty_opens_a_temporary_account_away_from_home(since: str, place: str) -> None:
    stays = [Stay("株洲市", 2020 * 12 + int(since[-2:]) - 1, 2020 * 12 + 11 + 120)]
    assert paying_place(stays, "衡阳市", date(1970, 5, 20), is_woman=False, parameters=RULE).place == place


def test_who_comes_back_to_a_place_at_fifty_has_no_temporary_account_there() -> None:
    stays, _ = read_stays("株洲市 2001-01 至 2008-12；株洲市 2021-01 至 2025-12", TODAY)
    assert paying_place(stays, "衡阳市", date(1970, 5, 1), is_woman=False, parameters=RULE).place == "株洲市"


@given(STAYS, PLACES, st.dates(date(1960, 1, 1), date(1985, 12, 31)), st.booleans())
def test_the_place_is_one_where_somebody_was_insured_or_lives_and_is_always_explained(
    stays: list[Stay], household: str, born_on: date, is_woman: bool
) -> None:
    found = paying_place(stays, household, born_on, is_woman, RULE)
    assert found.place in {household, *(one.place for one in stays)}
    assert found.place in found.reasons[-1]
    months = dict(found.totals)
    if found.place != household:
        assert months[found.place] >= 120
    assert paying_place(list(reversed(stays)), household, born_on, is_woman, RULE).place == found.place
