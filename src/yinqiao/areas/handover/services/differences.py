"""What a roster would change in the register, field by field, before anything is written."""

from __future__ import annotations

from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.retirees.services import read_facts
from yinqiao.areas.rosters.queries import OPEN_FIELDS, SEALED_FIELDS, compare, merged_column, merged_profiles

_OWN = (
    "SELECT id, id_no_index, status, name, sex, born_on, ethnic_group, political_status, education, work_start_on,"
    " retired_on, retirement_type, former_unit, former_post, archive_no, archive_place, party_branch,"
    " s.facts FROM retirees_retiree r JOIN retirees_sealedfacts s ON s.retiree_id = r.id"
    " WHERE enterprise_id = ANY ((SELECT organisations_left_to(%s))::int[]) AND id_no_index = ANY (%s) AND merged_into_id IS NULL"
)


def changes_of(enterprise_id: int, fields: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """`row_no`, `change` (new, changed, unchanged) and `changed_fields` for every row of `fields`.

    `own` has `row_no` and `id_no_index` of the rows whose person is the enterprise's already, as its own or left to it.
    """
    return compare(fields, own, None if own.is_empty() else _stored(enterprise_id, own))


def with_merged_profiles(enterprise_id: int, people: pl.DataFrame) -> pl.DataFrame:
    """Known people (`id_no_index`, `profile` as told) with their profiles merged into what the register knows."""
    stored = _stored(enterprise_id, people)
    both = people.join(stored.select("id_no_index", "profile:now"), on="id_no_index", how="left", maintain_order="left")
    return people.with_columns(merged_column(both))


def _stored(enterprise_id: int, own: pl.DataFrame) -> pl.DataFrame:
    """The register's values of these people, opened."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [enterprise_id, own["id_no_index"].to_list()])
        rows = cursor.fetchall()
    ids: list[UUID] = [row[0] for row in rows]
    columns = {"id_no_index": pl.Series([bytes(row[1]) for row in rows], dtype=pl.Binary)}
    columns["status"] = pl.Series([row[2] for row in rows], dtype=pl.String)
    types = {"sex": pl.Int16, "born_on": pl.Date, "work_start_on": pl.Date, "retired_on": pl.Date}
    for at, name in enumerate(OPEN_FIELDS, start=3):
        columns[f"{name}:now"] = pl.Series([row[at] for row in rows], dtype=types.get(name, pl.String))
    opened = read_facts([row[3 + len(OPEN_FIELDS)] for row in rows], ids)
    for name in SEALED_FIELDS:
        columns[f"{name}:now"] = pl.Series([facts.get(name) for facts in opened], dtype=pl.String)
    # In the form of a merged profile, so that equal facts are equal text.
    profiles = merged_profiles([None] * len(rows), columns["profile:now"].to_list())
    columns["profile:now"] = pl.Series(profiles, dtype=pl.String)
    return pl.DataFrame(columns)
