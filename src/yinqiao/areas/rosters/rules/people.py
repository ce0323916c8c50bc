"""What the register takes of a roster's rows: its own columns, and the rest as one profile."""

from __future__ import annotations

import json
from collections.abc import Sequence

import polars as pl

from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS

# `json.dumps` with options builds an encoder for every call.
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

# Roster field → column of the register, where the two differ; other fields that the register lacks go to `profile`.
REGISTER_COLUMNS = {
    "name": "name",
    "sex": "sex",
    "born_on": "born_on",
    "id_no": "id_no",
    "phone": "phone",
    "residence_address": "address",
    "household_address": "household_address",
    "ethnic_group": "ethnic_group",
    "political_status": "political_status",
    "education": "education",
    "work_start_on": "work_start_on",
    "retired_on": "retired_on",
    "retirement_type": "retirement_type",
    "former_unit": "former_unit",
    "former_post": "former_post",
    "archive_no": "archive_no",
    "archive_place": "archive_place",
    "party_branch": "party_branch",
}
# What routing used up or the batch itself knows; not a fact about the person.
_NOT_KEPT = {"serial_no", "enterprise_uscc", "enterprise_kind", "community_code", "agreement_no"}
# The building ends with the first 栋, 幢, 座 or 号楼 after a number: “望月湖小区12栋3单元” is printed under “望月湖小区12栋”.
_BUILDING = r"^(.*?[0-9A-Za-z一二三四五六七八九十]+(?:栋|幢|座|号楼|号院))"


def as_people(fields: pl.DataFrame) -> pl.DataFrame:
    """What the register takes of each row: its own columns, the building, and the rest as `profile` (JSON)."""
    rest = [
        name
        for name in ROSTER_FIELDS.by_name
        if name not in REGISTER_COLUMNS and name not in _NOT_KEPT and name in fields.columns
    ]
    told = [name for name in rest if fields[name].null_count() < fields.height]
    columns = [pl.col(name).alias(column) for name, column in REGISTER_COLUMNS.items() if name in fields.columns]
    profile = pl.struct(told).struct.json_encode() if told else pl.lit(None, dtype=pl.String)
    return fields.select(
        "row_no",
        *columns,
        pl.col("residence_address").str.extract(_BUILDING, 1).alias("building"),
        profile.alias("profile"),
    ).with_columns(pl.col("sex").cast(pl.Int16, strict=False))


def merged_profiles(told: Sequence[str | None], known: Sequence[str | None]) -> list[str | None]:
    """The other facts of each person (JSON) after a roster: what it says outranks what is known, a blank says nothing.

    Keys in order and without nulls, so that equal facts are equal text; None when nothing is known.
    """
    merged = []
    for new, old in zip(told, known, strict=True):
        facts = json.loads(old) if old else {}
        facts.update({key: value for key, value in json.loads(new or "{}").items() if value not in (None, "")})
        merged.append(_ENCODE(facts) if facts else None)
    return merged
