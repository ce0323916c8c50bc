"""How alike a person and an archive are, which are compared at all, and how a decision goes."""

from __future__ import annotations

from datetime import date
from itertools import product

import polars as pl
import pytest

from yinqiao.areas.separation.rules import (
    FLOW,
    WORK,
    best_of,
    candidate_pairs,
    next_state,
    reason_label,
    score_link,
    work_of,
)
from yinqiao.areas.separation.types import Cause, LinkReason, LinkScore, MatchState, MatchStep, Side, Weighing
from yinqiao.kernel.id_number import check_digit
from yinqiao.kernel.similarity import MatchReason
from yinqiao.platform.rulebook import rulebook

pytestmark = [pytest.mark.fast]
RULE = rulebook().get("separation.probable", region="CN", day=date(2026, 3, 2))
WEIGHING = Weighing.of(RULE.parameters)
HEAD = "99010119520312002"
S, T = MatchState, MatchStep
ALLOWED = {
    (S.OPEN, T.LINK): S.LINKED,
    (S.OPEN, T.PART): S.DISTINCT,
    (S.LINKED, T.UNDO): S.OPEN,
    (S.DISTINCT, T.UNDO): S.OPEN,
}


def _number(head: str) -> str:
    return head + check_digit(head)


def _side(name: str = "王桂英", head: str = HEAD, **more: object) -> Side:
    try:
        born: date | None = date(int(head[6:10]), int(head[10:12]), int(head[12:14]))
    except ValueError:
        born = None
    known = {"enterprise_id": 1, "archive_no": "", **more}
    return Side(name, _number(head), born, "1" if int(head[16]) % 2 else "2", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "step"), list(product(MatchState, MatchStep)))
def test_a_decision_follows_the_flow_and_nothing_else(state: MatchState, step: MatchStep) -> None:
    assert next_state(state, step) == ALLOWED.get((state, step))
    assert set(FLOW) == set(MatchState)


def test_every_cause_has_an_owner_and_a_step_and_a_pair_goes_to_the_place_first() -> None:
    assert set(WORK) == set(Cause)
    assert all(work_of(one, is_matched=False).owner and work_of(one, is_matched=False).step for one in Cause)
    assert work_of(Cause.NO_PERSON, is_matched=True).owner == "接收单位"


def test_every_reason_has_a_weight_and_words_and_no_weight_is_of_nothing() -> None:
    of_names = {one for one in MatchReason if one.value.startswith(("name_", "birth_", "sex_", "former", "enterprise"))}
    assert set(WEIGHING.weights) == {one.value for one in (*LinkReason, *of_names)}
    assert all(reason_label(code) != code for code in WEIGHING.weights)
    assert reason_label("of_old") == "of_old"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("99010119520312002", LinkReason.NUMBER_EQUAL),
        ("99010119530312002", LinkReason.SLIP_ONE),
        ("99010119523012002", LinkReason.SLIP_SWAPPED),
        ("99020119530312002", LinkReason.SLIP_TWO),
        ("99010119611105002", LinkReason.BIRTH_ONLY),
        ("99010119520312004", LinkReason.NEIGHBOUR),
        ("43010119611105337", None),
    ],
)
def test_two_right_numbers_are_told_apart_by_the_places_in_which_they_differ(
    head: str, reason: LinkReason | None
) -> None:
    told = score_link(_side(), _side(head=head), WEIGHING).reasons
    assert [one for one in told if one in set(LinkReason)] == ([reason.value] if reason else [])


def test_a_slip_explains_the_birth_date_and_the_sex_that_it_moves() -> None:
    told = score_link(_side(), _side(head="99010119620312002"), WEIGHING).reasons
    assert MatchReason.BIRTH_DIFFERS.value not in told
    odd = "99010119520312003"
    assert MatchReason.SEX_DIFFERS.value not in score_link(_side(), _side(head=odd), WEIGHING).reasons
    assert MatchReason.SEX_DIFFERS.value in score_link(_side(), _side("王佳英", odd), WEIGHING).reasons


def test_twins_of_one_enterprise_stay_two_people() -> None:
    score = score_link(_side("王建国", "99010119520312013"), _side("王建军", "99010119520312015"), WEIGHING)
    assert score.score < WEIGHING.probable


@pytest.mark.parametrize("name", ["王桂英", "王佳英", "王贵英"])
def test_a_slip_under_the_same_a_look_alike_or_a_homophone_name_is_shown(name: str) -> None:
    assert score_link(_side(), _side(name, "99010119620312002"), WEIGHING).score >= WEIGHING.probable


def test_a_number_of_the_roster_that_is_the_archives_speaks_for_it() -> None:
    plain = score_link(_side(), _side(head="43010119611105337"), WEIGHING)
    named = score_link(_side(archive_no="DA1"), _side(head="43010119611105337", archive_no="DA1"), WEIGHING)
    assert named.score == plain.score + 30


def test_of_an_archive_only_the_best_and_what_is_near_it_is_shown() -> None:
    scored = [
        ("a", 1, LinkScore(95, ())),
        ("b", 1, LinkScore(81, ())),
        ("c", 1, LinkScore(80, ())),
        ("d", 2, LinkScore(59, ())),
    ]
    assert [one[0] for one in best_of(scored, WEIGHING)] == ["a", "b"]


def _frame(*sides: Side, is_registered: bool = False) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "name": [one.name for one in sides],
            "number": [one.number for one in sides],
            "born_on": [one.born_on for one in sides],
            "enterprise_id": [one.enterprise_id for one in sides],
            "archive_no": [one.archive_no for one in sides],
            "former": [sorted(one.former_names) for one in sides],
            "is_registered": [is_registered] * len(sides),
        },
        schema_overrides={"born_on": pl.Date, "former": pl.List(pl.String)},
    )


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_digit_is_always_compared_even_under_another_name(place: int) -> None:
    wrong = [HEAD[:place] + str((int(HEAD[place]) + by) % 10) + HEAD[place + 1 :] for by in range(1, 10)]
    archives = _frame(*[_side("丙丁", head) for head in wrong])
    assert candidate_pairs(_frame(_side("甲乙")), archives, 100).height == 9


@pytest.mark.parametrize("place", [one for one in range(16) if one not in (5, 13)])
def test_two_swapped_digits_within_a_part_of_the_number_are_compared(place: int) -> None:
    head = "12345678901234567"
    swapped = head[:place] + head[place + 1] + head[place] + head[place + 2 :]
    pairs = candidate_pairs(_frame(_side("甲乙", head)), _frame(_side("丙丁", swapped)), 100)
    assert pairs.height == 1


def test_names_that_look_alike_former_names_and_the_rosters_number_lead_to_a_pair_too() -> None:
    other = "43010119611105337"
    for person, archive in (
        (_side("李建国"), _side("李健國", other)),
        (_side("李秀兰", former_names=frozenset({"李春花"})), _side("李春花", other)),
        (_side("甲乙", archive_no="DA1"), _side("丙丁", other, archive_no="DA1")),
    ):
        assert candidate_pairs(_frame(person), _frame(archive), 100).height == 1
        assert candidate_pairs(_frame(person), _frame(_side(archive.name, other, enterprise_id=2)), 100).height == 0


def test_a_registered_number_leads_to_its_person_alone() -> None:
    archives = _frame(_side("李建国"), is_registered=True)
    assert candidate_pairs(_frame(_side("李建国", "43010119611105337")), archives, 100).height == 0
    assert candidate_pairs(_frame(_side("王五", enterprise_id=2)), archives, 100).height == 1


def test_a_key_that_too_many_share_says_nothing() -> None:
    others = [_side("王五", f"4301011961110{n:04d}") for n in range(3)]
    people = _frame(*[_side("王五", f"5201011951010{n:04d}") for n in range(4)])
    assert candidate_pairs(people, _frame(*others), 12).height == 12
    assert candidate_pairs(people, _frame(*others), 11).height == 0
