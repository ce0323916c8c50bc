"""Fair lots: no seat twice, nobody before another for having come first, and anybody draws the same again."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.activities.rules import Entry, code_of, commitment_of, draw, next_units, seed_of, session_dates
from yinqiao.areas.activities.rules.lots import ticket_of
from yinqiao.kernel.working_days import WorkCalendar

pytestmark = [pytest.mark.fast]
CODES = st.lists(st.integers(100_000, 999_999).map(str), unique=True, max_size=24)


def _entries(codes: list[str], pairs: int, missed: int) -> list[Entry]:
    """The first of them two by two, some of whom missed out before."""
    found = []
    for at, code in enumerate(codes):
        first = at // 2 * 2
        is_paired = at < 2 * pairs and first + 1 < len(codes)
        found.append(Entry(code, codes[first] if is_paired else "", at % 5 < missed))
    return found


@given(CODES, st.integers(0, 6), st.integers(0, 5), st.integers(0, 24), st.text(max_size=8), st.booleans())
def test_no_seat_is_given_twice_everybody_has_a_place_and_a_team_is_never_parted(
    codes: list[str], pairs: int, missed: int, seats: int, value: str, missed_first: bool
) -> None:
    entries = _entries(codes, pairs, missed)
    drawn = draw(entries, seats, seed_of("密数", value), missed_first=missed_first)
    assert sorted(one.code for one in drawn) == sorted(codes)
    assert [one.rank for one in drawn] == list(range(1, len(codes) + 1))
    seated = {one.code for one in drawn if one.has_seat}
    assert len(seated) <= seats
    teams: dict[str, set[bool]] = {}
    for one in entries:
        teams.setdefault(one.unit, set()).add(one.code in seated)
    assert all(len(one) == 1 for one in teams.values())
    # No seat stays empty while somebody waits alone.
    alone = [one for one in entries if sum(other.unit == one.unit for other in entries) == 1]
    assert len(seated) == min(seats, len(codes)) or all(one.code in seated for one in alone)


@given(CODES, st.integers(0, 6), st.integers(0, 24), st.randoms(use_true_random=False))
def test_the_order_in_which_people_came_changes_nothing(
    codes: list[str], pairs: int, seats: int, chance: random.Random
) -> None:
    entries = _entries(codes, pairs, 0)
    seed = seed_of("密数", "3888.60")
    before = draw(entries, seats, seed, missed_first=True)
    chance.shuffle(entries)
    assert draw(entries, seats, seed, missed_first=True) == before


def test_over_many_draws_everybody_alone_has_the_same_chance_and_a_couple_no_better_one() -> None:
    entries = [Entry(code) for code in ("100001", "100002", "100003", "100004")]
    entries += [Entry("200001", "200001"), Entry("200002", "200001")]
    won: Counter[str] = Counter()
    for turn in range(3000):
        drawn = draw(entries, 3, seed_of("密数", str(turn)), missed_first=True)
        won.update(one.code for one in drawn if one.has_seat)
    alone = [won[one.code] for one in entries[:4]]
    # Three of six seats; a couple needs two at once. The spread of 3,000 fair draws is about 27.
    assert max(alone) - min(alone) < 165
    assert won["200001"] == won["200002"] and won["200001"] <= min(alone)


def test_who_missed_out_before_comes_first_and_a_team_only_when_all_of_it_did() -> None:
    missed, other = Entry("100001", missed_before=True), Entry("100002")
    half = [Entry("200001", "200001", True), Entry("200002", "200001")]
    for turn in range(40):
        seed = seed_of("密数", str(turn))
        assert draw([other, missed, *half], 1, seed, missed_first=True)[0].code == "100001"
    firsts = {draw([other, missed], 1, seed_of("密数", str(turn)), missed_first=False)[0].code for turn in range(40)}
    assert firsts == {"100001", "100002"}


def test_the_promise_binds_and_the_ticket_is_what_anybody_computes() -> None:
    assert commitment_of("甲") != commitment_of("乙")
    seed = seed_of("甲", "3888.60")
    assert seed != seed_of("甲", "3888.61") != seed_of("乙", "3888.61")
    (only,) = draw([Entry("100001")], 1, seed, missed_first=True)
    assert only.ticket == ticket_of(seed, "100001")


def test_a_seat_that_a_couple_cannot_share_goes_to_the_next_who_is_alone() -> None:
    waiting = [("200001", "200001"), ("200001", "200002"), ("100001", "100001")]
    assert next_units(waiting, 1) == ["100001"]
    assert next_units(waiting, 2) == ["200001", "200002"]
    assert next_units(waiting, 0) == []


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 99)), max_size=20), st.integers(0, 20))
def test_never_more_are_asked_than_seats_are_free(waiting: list[tuple[str, int]], free: int) -> None:
    assert len(next_units([(unit, str(code)) for unit, code in waiting], free)) <= free


def test_weeks_with_a_holiday_are_left_out_and_weekends_are_not_holidays() -> None:
    calendar = WorkCalendar(frozenset({date(2026, 10, 7)}), frozenset({date(2026, 10, 10)}))
    assert session_dates(date(2026, 9, 30), 3, calendar) == [date(2026, 9, 30), date(2026, 10, 14), date(2026, 10, 21)]
    saturdays = session_dates(date(2026, 10, 3), 3, calendar)
    assert saturdays == [date(2026, 10, 3), date(2026, 10, 10), date(2026, 10, 17)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("12345", None), ("１２３４５６", None), ("", None)],
)
def test_a_number_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert code_of(typed) == read
