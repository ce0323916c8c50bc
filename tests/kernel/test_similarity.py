"""When two records look like one person, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.id_number import check_digit
from yinqiao.kernel.similarity import MatchParameters, MatchReason, MatchSubject, match_score, rank_matches

pytestmark = pytest.mark.fast
PROBABLE = MatchParameters().probable
WANG = MatchSubject(
    name="王桂英",
    id_number="430104195503011226",
    born_on=date(1955, 3, 1),
    sex="2",
    enterprise="91350100M000100Y43",
    phones=frozenset({"13800001234"}),
)


def with_id(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(WANG), MatchReason.ID_EQUAL),
        (replace(WANG, is_upgraded=True), MatchReason.ID_UPGRADED),
        (replace(WANG, id_number="430104195503011276"), MatchReason.ID_DIGIT_CHANGED),
        (replace(WANG, id_number="430104195503011262"), MatchReason.ID_DIGITS_SWAPPED),
        (replace(WANG, id_number="430104195503012126"), MatchReason.ID_DIGITS_SWAPPED),
        (replace(WANG, id_number="430104195503015543"), MatchReason.ID_SEQUENCE_ONLY),
        (replace(WANG, id_number=None), MatchReason.NAME_EQUAL),
        (replace(WANG, id_number=None, name="王佳英"), MatchReason.NAME_LOOK_ALIKE),
        (replace(WANG, id_number=None, name="王贵英"), MatchReason.NAME_PINYIN),
        (replace(WANG, id_number=None, name="王英", former_names=frozenset({"王桂英"})), MatchReason.FORMER_NAME),
    ],
)
def test_each_likeness_is_found_and_makes_the_pair_probable(other: MatchSubject, reason: MatchReason) -> None:
    result = match_score(WANG, other)
    assert reason in result.reasons
    assert result.score >= PROBABLE


def test_two_women_of_one_name_alone_are_not_probable() -> None:
    other = MatchSubject(name="王桂英", id_number="110105196207154528", born_on=date(1962, 7, 15), sex="2")
    assert match_score(WANG, other).score < PROBABLE


def test_neighbours_in_the_register_of_one_day_are_not_probable() -> None:
    first = replace(WANG, id_number=with_id("43010419550301122"), enterprise=None, phones=frozenset())
    second = replace(first, name="李淑芬", id_number=with_id("43010419550301124"))
    result = match_score(first, second)
    assert MatchReason.NAME_DIFFERS in result.reasons
    assert result.score < PROBABLE


def test_month_and_day_exchanged_are_seen() -> None:
    first = replace(WANG, id_number=None, born_on=date(1955, 3, 1))
    assert MatchReason.BIRTH_SWAPPED in match_score(first, replace(first, born_on=date(1955, 1, 3))).reasons
    assert MatchReason.BIRTH_MONTH_EQUAL in match_score(first, replace(first, born_on=date(1955, 3, 9))).reasons


def test_a_slip_in_the_number_does_not_count_against_the_birth_date_too() -> None:
    other = replace(WANG, id_number="430104159503011226", born_on=date(1595, 3, 1))
    result = match_score(WANG, other)
    assert MatchReason.ID_DIGITS_SWAPPED in result.reasons
    assert MatchReason.BIRTH_DIFFERS not in result.reasons


def test_unknown_facts_count_neither_way() -> None:
    assert match_score(MatchSubject(name=""), MatchSubject(name="")) == match_score(MatchSubject(name=""), WANG)
    assert match_score(MatchSubject(name=""), WANG).reasons == ()


def test_weights_may_be_fed() -> None:
    parameters = MatchParameters(weights={MatchReason.NAME_EQUAL: 7}, probable=7)
    assert match_score(WANG, replace(WANG, id_number=None), parameters).score == 7


def test_a_pair_is_probable_from_its_threshold_on() -> None:
    same_name = replace(WANG, id_number=None, born_on=None, sex=None, enterprise=None, phones=frozenset())
    for probable, count in ((30, 1), (31, 0)):
        assert len(rank_matches(WANG, [same_name], MatchParameters(probable=probable))) == count


def test_candidates_are_ranked_and_the_improbable_left_out() -> None:
    twin = replace(WANG, id_number="430104195503011276")
    stranger = MatchSubject(name="李四", born_on=date(1940, 1, 1), sex="1")
    ranked = rank_matches(WANG, [stranger, replace(WANG, id_number=None, phones=frozenset()), WANG, twin])
    assert [candidate for candidate, _ in ranked][:2] == [WANG, twin]
    assert stranger not in [candidate for candidate, _ in ranked]


subjects = st.builds(
    MatchSubject,
    name=st.text(alphabet="王桂佳英贵", max_size=3),
    id_number=st.none() | st.from_regex(r"4301041955030[12]1[12]2[0-9X]", fullmatch=True),
    is_upgraded=st.booleans(),
    former_names=st.frozensets(st.text(alphabet="王英", min_size=1, max_size=2), max_size=2),
    born_on=st.none() | st.dates(date(1950, 1, 1), date(1956, 12, 31)),
    sex=st.sampled_from([None, "0", "1", "2"]),
    enterprise=st.sampled_from([None, "a", "b"]),
    phones=st.frozensets(st.sampled_from(["1", "2"]), max_size=2),
)


@given(subjects, subjects)
def test_the_score_is_symmetric_bounded_and_the_sum_of_its_reasons(first: MatchSubject, second: MatchSubject) -> None:
    result = match_score(first, second)
    assert result == match_score(second, first)
    weights = MatchParameters().weights
    assert result.score == max(0, min(100, sum(weights[reason] for reason in result.reasons)))
