"""Turns the generator's people into what the register takes: its columns, codes, and the profile as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_RETIREMENT_TYPES = {
    "正常退休": "normal",
    "特殊工种退休": "special_trade",
    "因病提前退休": "illness",
    "弹性提前退休": "flexible_early",
}
_HEALTH = {"健康": "1", "一般": "2", "较差": "2", "患慢性病": "3", "重病": "3"}
_SPECIAL_GROUPS = {
    "八十岁以上高龄": "aged_80",
    "孤寡老人": "alone",
    "劳模": "model_worker",
    "重病": "serious_illness",
    "特殊工种": "special_trade",
}
_TAKEN = (
    "name", "born_on", "ethnic_group", "political_status", "education", "work_start_on", "retired_on", "former_unit",
    "former_post", "archive_no", "archive_place", "party_branch", "id_no", "phone", "address", "household_address",
    "building",
)  # fmt: skip
# Which row of which list brought somebody.
OF_ROSTER = ("batch_id", "row_no")
_KIN = tuple(
    f"{who}_{what}"
    for who, facts in {
        "spouse": ("name", "born_on", "phone"),
        "contact1": ("name", "relation", "phone"),
        "contact2": ("name", "relation", "phone"),
    }.items()
    for what in facts
)


def register_frame(people: pl.DataFrame, enterprise_ids: Mapping[str, int], agency_desk: int) -> pl.DataFrame:
    """The columns of the register, in the order of the rows; who lives away stands at the agency's desk.

    `enterprise_ids` maps credit codes to the register's enterprises. The columns beside the register's own serve the
    handover and certification: `route_how`, `is_lost_contact`, `certified_on`, and of who stood in a roster `batch_id` and `row_no`.
    """
    return people.select(
        *_TAKEN,
        pl.col("sex").cast(pl.Int16),
        pl.col("retirement_type").replace_strict(_RETIREMENT_TYPES, return_dtype=pl.String),
        pl.col("enterprise_uscc").replace_strict(enterprise_ids, return_dtype=pl.Int32).alias("enterprise_id"),
        pl.col("place_no").fill_null(agency_desk).cast(pl.Int32),
        _profile(people).alias("profile"),
        pl.when("is_away").then(pl.lit("agency_desk")).otherwise(pl.lit("declared_code")).alias("route_how"),
        "is_lost_contact",
        "certified_on",
        *(name for name in OF_ROSTER if name in people.columns),
    )


def _profile(people: pl.DataFrame) -> pl.Series:
    """What the register keeps sealed beside its columns, under the names of the roster's fields."""
    groups = pl.col("special_groups").str.split("、").list.eval(pl.element().replace(_SPECIAL_GROUPS)).list.join(",")
    facts = [
        pl.col("health").replace_strict(_HEALTH, default=None, return_dtype=pl.String),
        groups.alias("special_group"),
        pl.col("on_minimum_allowance").alias("is_on_minimum_living_allowance"),
        pl.col("archive_is_digitised").alias("is_archive_digitised"),
        *(pl.col(name) for name in ("skills", "hobbies", "away_address", "party_member_no", "injury_grade")),
        pl.col("bank_tail").alias("card_tail"),
        pl.col("certified_on").dt.to_string("%Y-%m-%d"),
        *(pl.col(name).cast(pl.String) for name in _KIN),
    ]
    return people.select(pl.struct(facts).struct.json_encode().alias("profile")).to_series()
