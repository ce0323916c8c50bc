"""Who is handed over under which agreement: exactly so many people, members and agreements, or a refusal."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.shell.demo.cast import CITY
from yinqiao.shell.demo.enterprises import generate_groups
from yinqiao.shell.demo.handed_over import Scale, assign_agreements, choose_people
from yinqiao.shell.demo.people import people_blocks, prepare_city
from yinqiao.shell.demo.tests.cities import small_city

pytestmark = pytest.mark.fast

SCALE = Scale(4, 2, 3, 24, 900, 280)
DRAWN = 2_000


@pytest.fixture(scope="module")
def pool() -> pl.DataFrame:
    """The people of central and provincial enterprises of a small city: half of all."""
    from dataclasses import replace

    enterprises = generate_groups({"central": 4, "provincial": 2, "municipal": 3}, 5)
    city = replace(prepare_city(5, small_city(), enterprises), pool=0.5)
    people = pl.concat(people_blocks(DRAWN, city))
    own = enterprises.filter(pl.col("source") != "municipal")["enterprise_no"].to_list()
    return people.filter(pl.col("enterprise_no").is_in(own))


def test_exactly_the_share_asked_for_worked_for_central_and_provincial_enterprises(pool: pl.DataFrame) -> None:
    assert pool.height == DRAWN // 2


def test_so_many_groups_as_asked_for_are_made_each_with_subsidiaries() -> None:
    frame = generate_groups({"central": 173, "provincial": 29, "municipal": 100}, 1)
    groups = frame.filter(pl.col("group_no").is_null())
    assert dict(groups["source"].value_counts().iter_rows()) == {"central": 173, "provincial": 29, "municipal": 100}
    assert set(frame["group_no"].drop_nulls()) == set(groups["enterprise_no"])
    assert frame["name"].n_unique() == frame["uscc"].n_unique() == frame.height


def test_so_many_people_and_members_as_asked_for_are_chosen_those_who_retired_first(pool: pl.DataFrame) -> None:
    chosen = choose_people(pool, SCALE)
    assert chosen.height == chosen["person_no"].n_unique() == SCALE.people
    members = chosen.filter(pl.col("political_status") == "01")
    assert members.height == SCALE.members
    left = pool.join(chosen, on="person_no", how="anti").filter(pl.col("political_status") == "01")
    assert left["retired_on"].min() >= members["retired_on"].max()  # type: ignore[operator]


def test_there_are_so_many_agreements_as_asked_for_and_each_covers_one_enterprise_in_one_place(
    pool: pl.DataFrame,
) -> None:
    people = assign_agreements(choose_people(pool, SCALE), SCALE.agreements)
    assert people.height == SCALE.people
    assert sorted(people["agreement"].unique()) == list(range(SCALE.agreements))
    per = people.group_by("agreement").agg(pl.n_unique("enterprise_no", "place_code"))
    assert per.select(pl.max_horizontal("enterprise_no", "place_code").max()).item() == 1
    own = people.filter(pl.col("place_code") != CITY)
    assert (
        own.select(pl.col("community_code").str.starts_with(pl.col("place_code").str.strip_chars_end("0")))
        .to_series()
        .all()
    )


@pytest.mark.parametrize("agreements", [3, 5_000])
def test_fewer_agreements_than_enterprises_or_more_than_groups_of_people_are_refused(
    pool: pl.DataFrame, agreements: int
) -> None:
    with pytest.raises(ValueError, match="fit together"):
        assign_agreements(pool, agreements)


def test_a_city_with_too_few_members_is_refused(pool: pl.DataFrame) -> None:
    with pytest.raises(ValueError, match="too few"):
        choose_people(pool, Scale(people=900, members=800))


def test_no_figure_of_a_very_small_part_falls_below_one() -> None:
    assert all(getattr(Scale().part(100_000), name) == 1 for name in Scale.__slots__)
