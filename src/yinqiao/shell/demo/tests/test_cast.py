"""The fixed cast: the same fifteen people every time, on numbers that no generated person gets."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.areas.accounts.types import Role
from yinqiao.kernel.id_number import parse_id_number
from yinqiao.shell.demo.cast import CAST, CAST_ENTERPRISES, CAST_USERS, cast_credit_code
from yinqiao.shell.demo.cast_frame import cast_enterprises, cast_people
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import DEFAULT_AS_OF, generate_people
from yinqiao.shell.demo.tests.cities import small_city

pytestmark = pytest.mark.fast


@pytest.fixture(scope="module")
def cast() -> pl.DataFrame:
    return cast_people(small_city())


def test_the_cast_has_15_people_with_valid_numbers_that_agree_with_their_facts(cast: pl.DataFrame) -> None:
    assert cast["name"].to_list() == [member.name for member in CAST]
    assert len(CAST) == 15
    for row in cast.iter_rows(named=True):
        reading = parse_id_number(row["id_no"], today=DEFAULT_AS_OF)
        assert reading.is_valid
        assert (reading.born_on, reading.sex) == (row["born_on"], str(row["sex"]))


def test_the_cast_is_the_same_in_every_run_and_city_seed(cast: pl.DataFrame) -> None:
    assert cast.equals(cast_people(small_city()))


def test_no_generated_person_shares_a_number_or_phone_with_the_cast(cast: pl.DataFrame) -> None:
    people = generate_people(50_000, 1, small_city(), generate_enterprises(40, 1))
    assert not set(people["id_no"]) & set(cast["id_no"])
    assert not set(people["phone"]) & set(cast["phone"].drop_nulls())


def test_cast_and_generated_people_fit_one_frame(cast: pl.DataFrame) -> None:
    people = generate_people(500, 1, small_city(), generate_enterprises(40, 1))
    assert pl.concat([cast, people]).height == 515


def test_the_cast_holds_the_hard_cases(cast: pl.DataFrame) -> None:
    by_key = dict(zip([member.key for member in CAST], cast.to_dicts(), strict=True))
    assert len(by_key["nur_ahmat"]["name"]) == 15
    assert by_key["liu_jianjun"]["place_no"] is None
    assert by_key["li_shuzhen"]["phone"] is None
    assert by_key["zeng_guoqiang"]["died_on"] is not None
    assert by_key["wang_guiying"]["name"] == by_key["wang_guiying_far"]["name"]
    assert by_key["wang_guiying"]["id_no"] != by_key["wang_guiying_far"]["id_no"]


def test_a_city_without_the_casts_communities_is_refused() -> None:
    with pytest.raises(ValueError, match="430104002001"):
        cast_people(small_city().filter(pl.col("code") != "430104002001"))


def test_every_role_has_a_user_and_every_unit_exists() -> None:
    assert {user.role for user in CAST_USERS} == {role.value for role in Role}
    assert len({user.username for user in CAST_USERS}) == len(CAST_USERS)
    keys = {one.key for one in CAST_ENTERPRISES}
    assert all(user.enterprise in keys for user in CAST_USERS if user.enterprise)


def test_cast_enterprises_have_codes_apart_from_generated_ones() -> None:
    codes = set(cast_enterprises()["uscc"])
    assert codes == {cast_credit_code(one.key) for one in CAST_ENTERPRISES}
    assert not codes & set(generate_enterprises(480, 99)["uscc"])
