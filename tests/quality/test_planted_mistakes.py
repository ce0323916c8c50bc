"""The roster check against rosters whose mistakes are known: recall 100 %, precision at least 99.5 %."""

from __future__ import annotations

import polars as pl
import pytest

from tests.quality.planted import check_planted, city_frame
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people
from yinqiao.shell.demo.roster.layouts import LAYOUTS, PLAIN
from yinqiao.shell.demo.roster.make import RosterOrder, make_roster
from yinqiao.shell.demo.roster.plan import MistakePlan
from yinqiao.shell.demo.roster.scoring import Score, score_findings
from yinqiao.shell.demo.roster.spoil import KINDS

ROWS = 6_000
LARGE = 300_000


@pytest.fixture(scope="module")
def city() -> pl.DataFrame:
    return city_frame()


@pytest.fixture(scope="module")
def people(city: pl.DataFrame) -> pl.DataFrame:
    return generate_people(ROWS, 23, city, generate_enterprises(120, 23))


def _assert_holds(score: Score) -> None:
    assert score.missed.is_empty(), score.missed.head(20)
    assert score.precision_per_myriad >= 9_950, score.unfounded.head(20)


@pytest.mark.fast
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_mistake_is_found_in_every_form(
    city: pl.DataFrame, people: pl.DataFrame, layout: object, seed: int
) -> None:
    roster = make_roster(people, RosterOrder(seed=seed, mistakes=MistakePlan.every(ROWS), layout=layout))
    _assert_holds(score_findings(roster.answers, check_planted(roster, city).findings))


@pytest.mark.fast
def test_6000_people_in_order_are_not_blamed_for_anything(city: pl.DataFrame, people: pl.DataFrame) -> None:
    roster = make_roster(people, RosterOrder(seed=1))
    check = check_planted(roster, city)
    assert score_findings(roster.answers, check.findings).unfounded.is_empty()
    assert not check.rows["blocked"].any()


@pytest.mark.fast
def test_odd_and_long_names_are_taken_as_they_are(city: pl.DataFrame, people: pl.DataFrame) -> None:
    odd = [
        "王䶮",
        "龙𬭎",
        "彭𫖯",
        "张㛃",
        "李龘",
        "努尔艾合买提江·阿卜杜热依木江",
        "阿依古丽·买买提",
        "巴特尔",
        "欧阳建国",
        "卓玛",
    ]
    renamed = people.filter(pl.col("died_on").is_null()).head(len(odd)).with_columns(name=pl.Series(odd))
    roster = make_roster(renamed, RosterOrder(seed=1))
    found = check_planted(roster, city).findings
    assert found.filter(pl.col("field") == "name").is_empty()


@pytest.mark.fast
def test_the_plan_of_these_tests_plants_every_kind(people: pl.DataFrame) -> None:
    roster = make_roster(people, RosterOrder(seed=1, mistakes=MistakePlan.every(ROWS)))
    assert set(roster.planted) == set(KINDS)
    assert min(roster.planted.values()) >= 1


@pytest.mark.soak
@pytest.mark.parametrize("seed", [3, 4])
def test_300000_rows_are_checked_with_full_recall(city: pl.DataFrame, seed: int) -> None:
    people = generate_people(LARGE, seed, city, generate_enterprises(480, seed))
    roster = make_roster(people, RosterOrder(seed=seed, mistakes=MistakePlan.every(LARGE), layout=PLAIN))
    score = score_findings(roster.answers, check_planted(roster, city).findings)
    assert score.expected > 10_000
    _assert_holds(score)
