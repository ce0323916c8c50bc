"""Planted archives against their answer sheet: what the rules find of 20,000, without a database."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.quality.planted import city_frame
from tests.quality.planted_archives import KINDS, Planted, plant, twin_in_register
from yinqiao.areas.separation.rules import best_of, candidate_pairs, score_link
from yinqiao.areas.separation.types import Side, Weighing
from yinqiao.platform.rulebook import rulebook
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people

pytestmark = [pytest.mark.fast]
PEOPLE, EACH = 20_000, 60


def _register() -> pl.DataFrame:
    people = generate_people(PEOPLE, 11, city_frame(), generate_enterprises(40, 11))
    return people.select("name", number="id_no", enterprise_id="enterprise_no")


def _born(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(born_on=pl.col("number").str.slice(6, 8).str.to_date("%Y%m%d"))


def _sides(frame: pl.DataFrame) -> list[Side]:
    return [
        Side(name, number, born, "1" if int(number[16]) % 2 else "2", enterprise, no, frozenset(former))
        for name, number, born, enterprise, no, former in frame.select(
            "name", "number", "born_on", "enterprise_id", "archive_no", "former"
        ).iter_rows()
    ]


def _proposed(people: pl.DataFrame, made: Planted) -> set[tuple[int, int]]:
    """(archive, person) of every pair that is shown, among those that no exact number links."""
    former: dict[int, list[str]] = {}
    for who, name in made.former:
        former.setdefault(who, []).append(name)
    left = _born(people).with_columns(
        pl.Series("former", [former.get(at, []) for at in range(people.height)], dtype=pl.List(pl.String)),
        archive_no=pl.lit(""),
    )
    right = _born(made.archives).with_columns(
        pl.lit([], pl.List(pl.String)).alias("former"), is_registered=pl.col("number").is_in(people["number"].implode())
    )
    keep = pl.Series([at for at in range(people.height) if at not in made.exact])
    left, right = left[keep], right[keep]
    rule = rulebook().get("separation.probable", region="CN", day=date(2026, 3, 2))
    weighing = Weighing.of(rule.parameters)
    one, other = _sides(left), _sides(right)
    scored = (
        (p, a, score_link(one[p], other[a], weighing)) for p, a in candidate_pairs(left, right, weighing.block).rows()
    )
    return {(keep[a], keep[p]) for p, a, _ in best_of(scored, weighing)}


def test_what_was_planted_is_found_and_little_else() -> None:
    people = _register()
    made = plant(people, 5, EACH)
    at, name, number = twin_in_register(made, people)
    row = pl.int_range(people.height) == at
    people = people.with_columns(
        name=pl.when(row).then(pl.lit(name)).otherwise("name"),
        number=pl.when(row).then(pl.lit(number)).otherwise("number"),
    )
    proposed = _proposed(people, made)
    right = set(made.probable.items())
    missed = [made.kinds[archive] for archive, _ in right - proposed]
    assert len(right) == EACH * (len(KINDS) - 2)
    assert len(right & proposed) >= 0.98 * len(right), missed
    assert len(right & proposed) >= 0.95 * len(proposed), len(proposed - right)
    assert (made.twin[1], made.twin[0]) not in proposed


def test_the_same_people_and_seed_give_the_same_archives() -> None:
    people = _register().head(4000)
    one, other = plant(people, 5, 20), plant(people, 5, 20)
    assert one.archives.equals(other.archives) and one.probable == other.probable
    assert not plant(people, 6, 20).archives.equals(one.archives)
