"""Search terms: made from names, written in term order, which is what one index costs least."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.retirees.services.former_names import split_former_names
from yinqiao.areas.retirees.types import TERM_NUMBERS, TermKind
from yinqiao.kernel.columns.names import name_terms_column
from yinqiao.platform.database.bulk import copy_frame, load_frame

_COLUMNS = {"term": "text", "place_no": "int", "enterprise_id": "int", "retiree_id": "uuid", "kind": "smallint"}
TERM_LENGTH = 64
_KIND_NUMBERS = {kind.value: number for kind, number in TERM_NUMBERS.items()}

_REMOVE = (
    "DELETE FROM retirees_searchterm s USING pg_temp.retirees_term_people p"
    " WHERE s.retiree_id = p.retiree_id AND s.term = p.term"
)


def insert_terms(terms: pl.DataFrame) -> int:
    """Write what `terms_of` made for people who have no terms yet; returns how many.

    In the order of the index. The caller's transaction must reach the rows.
    """
    return load_frame("retirees_searchterm", _COLUMNS, terms)


def remove_terms(people: pl.DataFrame) -> None:
    """Delete the terms of people under the names they had (the same columns as `terms_of`).

    Found by term, for there is one index and it begins with the term.
    """
    rows = terms_of(people)
    copy_frame("retirees_term_people", {"term": "text", "retiree_id": "uuid"}, rows.select("term", "retiree_id"))
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE)


def terms_of(people: pl.DataFrame) -> pl.DataFrame:
    """One row per term, in the order of the index; no term twice for one person and kind.

    `people`: `retiree_id` (16 bytes), `name`, `place_no`, `enterprise_id`, and optionally `former_name` (several
    joined by “、”).
    """
    own = _exploded(people, "name")
    if "former_name" in people.columns:
        told = split_former_names(people).filter(pl.col("former_name") != pl.col("name"))
        former = _exploded(told, "former_name").with_columns(
            kind=pl.lit(TERM_NUMBERS[TermKind.FORMER_NAME], dtype=pl.Int16)
        )
        own = pl.concat([own, former.unique(["term", "retiree_id"])])
    return own.sort("term", "place_no", "enterprise_id", "retiree_id", "kind")


def _exploded(people: pl.DataFrame, column: str) -> pl.DataFrame:
    names = people.get_column(column).unique()
    found = name_terms_column(names).select(
        "row",
        pl.col("term").str.slice(0, TERM_LENGTH),
        pl.col("kind").replace_strict(_KIND_NUMBERS, return_dtype=pl.Int16),
    )
    known = names.to_frame().with_row_index("row").join(found, on="row").drop("row")
    return (
        people.select(column, "retiree_id", "place_no", "enterprise_id")
        .join(known, on=column)
        .select("term", "place_no", "enterprise_id", "retiree_id", "kind")
    )


# A former name that is the present one again is none.
_CURRENT = (
    "SELECT r.id, r.name, r.place_no, r.enterprise_id, coalesce((SELECT string_agg(DISTINCT f.name, '、' ORDER BY f.name)"
    "   FROM retirees_formername f WHERE f.retiree_id = r.id AND f.name <> r.name), '')"
    " FROM retirees_retiree r WHERE r.id = ANY (%s::uuid[]) AND r.merged_into_id IS NULL"
)


def people_for_terms(ids: Sequence[UUID]) -> pl.DataFrame:
    """What terms are made from, as it stands in the register; call it before and after a change of name or place."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, [list(ids)])
        rows = cursor.fetchall()
    return pl.DataFrame(
        {
            "retiree_id": pl.Series([row[0].bytes for row in rows], dtype=pl.Binary),
            "name": pl.Series([row[1] for row in rows], dtype=pl.Utf8),
            "place_no": pl.Series([row[2] for row in rows], dtype=pl.Int32),
            "enterprise_id": pl.Series([row[3] for row in rows], dtype=pl.Int32),
            "former_name": pl.Series([row[4] for row in rows], dtype=pl.Utf8),
        }
    )
