"""The people of the demo city: reproducible, consistent, distributed as stated, and nobody real."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from stdnum.cn import ric

from yinqiao.kernel.id_number import DEMO_DIVISION, parse_id_number
from yinqiao.kernel.phone import parse_phone
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.given_names import FEMALE, MALE, RARE, UNUSUAL
from yinqiao.shell.demo.people import BLOCK, DEFAULT_AS_OF, generate_people, people_blocks, prepare_city
from yinqiao.shell.demo.surnames import SURNAMES
from yinqiao.shell.demo.tests.cities import small_city

pytestmark = pytest.mark.fast

COUNT = 20_000


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return generate_people(COUNT, 7, small_city(), generate_enterprises(120, 7))


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    city, enterprises = small_city(), generate_enterprises(40, 3)
    first = generate_people(500, 3, city, enterprises)
    assert first.equals(generate_people(500, 3, city, enterprises))
    assert not first.equals(generate_people(500, 4, city, enterprises))


def test_blocks_joined_are_the_frame_and_numbers_stay_unique_across_them() -> None:
    city = prepare_city(5, small_city(), generate_enterprises(40, 5))
    blocks = list(people_blocks(BLOCK + 1_000, city))
    assert [block.height for block in blocks] == [BLOCK, 1_000]
    numbers = pl.concat([block.select("id_no", "phone", "archive_no") for block in blocks])
    assert numbers["id_no"].n_unique() == BLOCK + 1_000
    assert numbers["archive_no"].n_unique() == BLOCK + 1_000
    assert numbers["phone"].drop_nulls().n_unique() == numbers["phone"].drop_nulls().len()


def test_every_id_number_is_valid_on_the_demo_division_and_says_birth_and_sex(people: pl.DataFrame) -> None:
    for row in people.select("id_no", "born_on", "sex").head(3_000).iter_rows(named=True):
        reading = parse_id_number(row["id_no"], today=DEFAULT_AS_OF)
        assert reading.is_valid
        assert reading.division == DEMO_DIVISION
        assert (reading.born_on, reading.sex) == (row["born_on"], str(row["sex"]))


def test_no_number_of_the_demo_is_one_that_a_citizen_may_hold(people: pl.DataFrame) -> None:
    assert not any(ric.is_valid(number) for number in people["id_no"].head(500))
    phones = pl.concat([people[name] for name in ("phone", "spouse_phone", "contact1_phone", "contact2_phone")])
    assert phones.drop_nulls().str.starts_with("154").all()
    assert all(parse_phone(phone).is_valid for phone in phones.drop_nulls().head(500))


@pytest.mark.parametrize(
    ("what", "share", "within"),
    [
        (pl.col("sex") == 1, 0.53, 0.012),
        (pl.col("political_status") == "01", 0.312, 0.012),
        (pl.col("phone").is_null(), 0.04, 0.006),
        (pl.col("is_away"), 0.07, 0.007),
        (pl.col("ethnic_group") == "01", 0.95, 0.006),
        (pl.col("pension_fen") > 500_000, 0.082, 0.008),
        (pl.col("archive_is_elsewhere"), 0.03, 0.005),
        (~pl.col("archive_is_digitised"), 0.30, 0.012),
        (pl.col("is_lost_contact"), 0.015, 0.004),
        (pl.col("is_seriously_ill"), 0.04, 0.005),
        (pl.col("lives_alone"), 0.02, 0.004),
        (pl.col("on_minimum_allowance"), 0.01, 0.003),
        (pl.col("education") == "71", 0.38, 0.012),
        (pl.col("education") == "21", 0.04, 0.006),
    ],
)
def test_shares_of_the_whole_are_as_stated(people: pl.DataFrame, what: pl.Expr, share: float, within: float) -> None:
    assert people.select(what.mean()).item() == pytest.approx(share, abs=within)


def test_ages_follow_the_nine_bands_and_those_under_55_are_nearly_all_women(people: pl.DataFrame) -> None:
    age = people.select(((pl.lit(DEFAULT_AS_OF) - pl.col("born_on")).dt.total_days() / 365.2425).floor()).to_series()
    firsts = [50, 55, 60, 65, 70, 75, 80, 85, 90, 130]
    found = [((age >= low) & (age < high)).sum() * 100 / COUNT for low, high in pairwise(firsts)]
    assert found == pytest.approx([6, 11, 17, 22, 18, 11, 8, 5, 2], abs=1.0)
    assert (people.filter(age < 55)["sex"] == 2).mean() > 0.93


def test_nobody_began_work_after_retiring_or_retires_in_the_future(people: pl.DataFrame) -> None:
    assert people.filter(pl.col("work_start_on") >= pl.col("retired_on")).is_empty()
    assert people.filter(pl.col("retired_on") > DEFAULT_AS_OF).is_empty()
    assert people.filter(pl.col("died_on") > DEFAULT_AS_OF).is_empty()


def test_members_have_a_branch_and_nobody_else_has(people: pl.DataFrame) -> None:
    is_member = people["political_status"] == "01"
    assert (people["party_branch"].is_not_null() == is_member).all()


def test_who_lives_away_has_no_community_and_an_address_elsewhere(people: pl.DataFrame) -> None:
    away, here = people.filter("is_away"), people.filter(~pl.col("is_away"))
    assert away["place_no"].null_count() == away.height
    assert not away["address"].str.starts_with("长沙市").any()
    assert here["place_no"].null_count() == 0
    assert here.select(pl.col("address").str.contains(pl.col("street"), literal=True)).to_series().all()


def test_names_hold_compound_surnames_dots_and_rare_characters() -> None:
    names = generate_people(60_000, 2, small_city(), generate_enterprises(40, 2))["name"]
    assert names.str.starts_with("欧阳").any()
    assert names.str.contains("·").any()
    assert names.str.contains("[䶮㛃𬭎𫖯龘]").any()
    assert names.str.len_chars().max() <= 15
    assert names.str.len_chars().min() >= 2


def test_a_birthday_with_more_people_than_numbers_is_refused() -> None:
    import numpy as np

    from yinqiao.shell.demo.identity import assign_sequences

    day, rng = np.zeros(451, dtype=np.int64), np.random.default_rng(1)
    assert len(set(assign_sequences(rng, day[:450], day[:450] + 1).tolist())) == 450
    with pytest.raises(ValueError, match="one day"):
        assign_sequences(rng, day, day + 1)


def test_as_of_moves_the_whole_city_in_time() -> None:
    earlier = generate_people(500, 1, small_city(), generate_enterprises(40, 1), date(2020, 12, 31))
    assert earlier["retired_on"].max() <= date(2020, 12, 31)
    assert earlier["born_on"].max() <= date(1970, 12, 31)


def test_the_word_lists_hold_120_surnames_and_400_characters_of_given_names() -> None:
    lists = (*MALE.values(), *FEMALE.values())
    characters = {character for triple in lists for text in triple for character in text} | set(UNUSUAL) | set(RARE)
    assert len(SURNAMES) >= 120
    assert sum(len(surname) == 2 for surname in SURNAMES) >= 10
    assert len(characters) >= 400
