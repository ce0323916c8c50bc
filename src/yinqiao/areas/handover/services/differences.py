"""What a roster would change in the register, field by field, before anything is written."""

from __future__ import annotations

from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.handover.types import RowChange
from yinqiao.areas.retirees.services import read_facts
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rosters.queries import as_people, merged_profiles

# Once a place holds the person, it says where they live and how they are reached; a roster no longer does.
HELD_BY_PLACE = ("phone", "address", "household_address", "building", "profile")
_SEALED = ("phone", "address", "household_address", "building", "profile")
_OPEN = (
    "name", "sex", "born_on", "ethnic_group", "political_status", "education", "work_start_on", "retired_on",
    "retirement_type", "former_unit", "former_post", "archive_no", "archive_place", "party_branch",
)  # fmt: skip
_OWN = (
    "SELECT id, id_no_index, status, name, sex, born_on, ethnic_group, political_status, education, work_start_on,"
    " retired_on, retirement_type, former_unit, former_post, archive_no, archive_place, party_branch,"
    " s.facts FROM retirees_retiree r JOIN retirees_sealedfacts s ON s.retiree_id = r.id"
    " WHERE enterprise_id = %s AND id_no_index = ANY (%s) AND merged_into_id IS NULL"
)


def changes_of(enterprise_id: int, fields: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """`row_no`, `change` (new, changed, unchanged) and `changed_fields` for every row of `fields`.

    `own` has `row_no` and `id_no_index` of the rows whose person the enterprise already has in the register. A blank
    cell changes nothing.
    """
    everybody = fields.select(
        "row_no", change=pl.lit(RowChange.NEW.value), changed_fields=pl.lit(None, pl.List(pl.String))
    )
    if own.is_empty():
        return everybody
    stored = _stored(enterprise_id, own)
    told = as_people(fields.filter(pl.col("row_no").is_in(own["row_no"].implode())))
    both = told.join(own, on="row_no").join(stored, on="id_no_index")
    both = both.with_columns(profile=_merged(both))
    differing = [
        pl.when(_differs(name, both)).then(pl.lit(name)).alias(f"differs:{name}")
        for name in (*_OPEN, *_SEALED)
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


def _merged(both: pl.DataFrame) -> pl.Series:
    merged = merged_profiles(both["profile"].to_list(), both["profile:now"].to_list())
    return pl.Series("profile", merged, dtype=pl.String)


def with_merged_profiles(enterprise_id: int, people: pl.DataFrame) -> pl.DataFrame:
    """Known people (`id_no_index`, `profile` as told) with their profiles merged into what the register knows."""
    stored = _stored(enterprise_id, people)
    both = people.join(stored.select("id_no_index", "profile:now"), on="id_no_index", how="left", maintain_order="left")
    return people.with_columns(_merged(both))


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


def _stored(enterprise_id: int, own: pl.DataFrame) -> pl.DataFrame:
    """The register's values of these people, opened."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [enterprise_id, own["id_no_index"].to_list()])
        rows = cursor.fetchall()
    ids: list[UUID] = [row[0] for row in rows]
    columns = {"id_no_index": pl.Series([bytes(row[1]) for row in rows], dtype=pl.Binary)}
    columns["status"] = pl.Series([row[2] for row in rows], dtype=pl.String)
    types = {"sex": pl.Int16, "born_on": pl.Date, "work_start_on": pl.Date, "retired_on": pl.Date}
    for at, name in enumerate(_OPEN, start=3):
        columns[f"{name}:now"] = pl.Series([row[at] for row in rows], dtype=types.get(name, pl.String))
    opened = read_facts([row[3 + len(_OPEN)] for row in rows], ids)
    for name in _SEALED:
        columns[f"{name}:now"] = pl.Series([facts.get(name) for facts in opened], dtype=pl.String)
    # In the form of a merged profile, so that equal facts are equal text.
    profiles = merged_profiles([None] * len(rows), columns["profile:now"].to_list())
    columns["profile:now"] = pl.Series(profiles, dtype=pl.String)
    return pl.DataFrame(columns)
