"""What a roster would change in the register, field by field: what it says beside what is held."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rosters.rules.people import as_people, merged_profiles
from yinqiao.areas.rosters.types.changes import RowChange

# Once a place holds the person, it says where they live and how they are reached; a roster no longer does.
HELD_BY_PLACE = ("phone", "address", "household_address", "building", "profile")
SEALED_FIELDS = ("phone", "address", "household_address", "building", "profile")
OPEN_FIELDS = (
    "name", "sex", "born_on", "ethnic_group", "political_status", "education", "work_start_on", "retired_on",
    "retirement_type", "former_unit", "former_post", "archive_no", "archive_place", "party_branch",
)  # fmt: skip


def compare(fields: pl.DataFrame, own: pl.DataFrame, stored: pl.DataFrame | None) -> pl.DataFrame:
    """`row_no`, `change` (new, changed, unchanged) and `changed_fields` for every row of `fields`.

    `own` has `row_no` and `id_no_index` of the rows whose person the enterprise already has in the register,
    `stored` what it holds of them: `id_no_index`, `status` and `<field>:now`. A blank cell changes nothing.
    """
    everybody = fields.select(
        "row_no", change=pl.lit(RowChange.NEW.value), changed_fields=pl.lit(None, pl.List(pl.String))
    )
    if stored is None:
        return everybody
    told = as_people(fields.filter(pl.col("row_no").is_in(own["row_no"].implode())))
    both = told.join(own, on="row_no").join(stored, on="id_no_index")
    both = both.with_columns(profile=merged_column(both))
    differing = [
        pl.when(_differs(name, both)).then(pl.lit(name)).alias(f"differs:{name}")
        for name in (*OPEN_FIELDS, *SEALED_FIELDS)
        if f"{name}:now" in both.columns
    ]
    compared = both.select("row_no", pl.concat_list(differing).list.drop_nulls().alias("changed_fields"))
    compared = compared.with_columns(
        change=pl.when(pl.col("changed_fields").list.len() > 0)
        .then(pl.lit(RowChange.CHANGED.value))
        .otherwise(pl.lit(RowChange.UNCHANGED.value))
    )
    known = everybody.select("row_no").join(compared, on="row_no", how="left", maintain_order="left")
    return known.select(
        "row_no", change=pl.col("change").fill_null(RowChange.NEW.value), changed_fields="changed_fields"
    )


def merged_column(both: pl.DataFrame) -> pl.Series:
    """`profile` as told merged into `profile:now`."""
    merged = merged_profiles(both["profile"].to_list(), both["profile:now"].to_list())
    return pl.Series("profile", merged, dtype=pl.String)


def _differs(name: str, both: pl.DataFrame) -> pl.Expr:
    told, now = pl.col(name), pl.col(f"{name}:now")
    if both.schema[name] == pl.String:
        told_something = told.fill_null("").str.strip_chars() != ""
        differs = told_something & (told != now.fill_null(""))
    else:
        differs = told.is_not_null() & told.ne_missing(now)
    if name in HELD_BY_PLACE:
        differs &= pl.col("status") != RetireeStatus.MANAGED.value
    return differs
