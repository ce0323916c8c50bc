"""Keeps the names that people had before, so that search finds them by each; never a second place for the present one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

import polars as pl
from django.db import connection

BETWEEN = "、"
LONGEST = 60

_KEEP = (
    "INSERT INTO retirees_formername AS f (retiree_id, entry_id, name, is_told)"
    " SELECT who, who, name, %s FROM unnest(%s::uuid[], %s::text[]) AS n (who, name) GROUP BY who, name"
    " ON CONFLICT (retiree_id, entry_id, name) DO UPDATE SET is_told = true, told_act = yq_current_act()"
    " WHERE excluded.is_told AND NOT f.is_told"
)
_UNTELL = (
    "UPDATE retirees_formername SET is_told = false, told_act = NULL"
    " WHERE retiree_id = ANY (%s::uuid[]) AND told_act = %s"
)
# What the entry that gave way was called, and had been called, its own merges included. The name of the person who is
# kept is no former one.
_BRING = (
    "INSERT INTO retirees_formername (retiree_id, entry_id, name, is_told)"
    " SELECT k.id, g.id, n.name, bool_or(n.is_told)"
    " FROM unnest(%s::uuid[], %s::uuid[]) AS pair (kept, gone)"
    " JOIN retirees_retiree k ON k.id = pair.kept JOIN retirees_retiree g ON g.id = pair.gone"
    " CROSS JOIN LATERAL (SELECT g.name, false AS is_told UNION ALL"
    "   SELECT f.name, f.is_told FROM retirees_formername f WHERE f.retiree_id = g.id) AS n"
    " WHERE n.name <> k.name GROUP BY k.id, g.id, n.name"
    " ON CONFLICT (retiree_id, entry_id, name) DO NOTHING"
)


def keep_told_names(people: pl.DataFrame) -> None:
    """Keep what a frame says in `former_name` (several joined by “、”) of `retiree_id` (16 bytes); blank says nothing.

    Search finds a person by it once `terms_of` was given the same column.
    """
    told = split_former_names(people)
    _keep([UUID(bytes=one) for one in told["retiree_id"].to_list()], told["former_name"].to_list(), is_told=True)


def keep_replaced_names(names: Mapping[UUID, str]) -> None:
    """Keep the name that each of these people had in the register until now."""
    _keep(list(names), list(names.values()), is_told=False)


def _keep(ids: Sequence[UUID], names: Sequence[str], *, is_told: bool) -> None:
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [is_told, list(ids), list(names)])


def take_back_names(*, ids: Sequence[UUID], act_id: UUID) -> None:
    """Forget the former names that an act brought which is taken back, and that it told one known as replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM retirees_formername WHERE retiree_id = ANY (%s::uuid[]) AND act_id = %s", [list(ids), act_id]
        )
        cursor.execute(_UNTELL, [list(ids), act_id])


def bring_names(pairs: Sequence[tuple[UUID, UUID]]) -> int:
    """Let the names of entries that gave way lead to who is kept (`(kept, gone)` each); returns how many came."""
    with connection.cursor() as cursor:
        cursor.execute(_BRING, [[kept for kept, _ in pairs], [gone for _, gone in pairs]])
        return cursor.rowcount


def take_names_along(*, kept_id: UUID, gone_id: UUID) -> None:
    """Forget the names that an entry brought which stands for itself again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM retirees_formername WHERE retiree_id = %s AND entry_id = %s", [kept_id, gone_id])


def forget_name(*, retiree_id: UUID, name: str) -> int:
    """Forget one former name of a person, whichever entry brought it; returns how often it was known."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM retirees_formername WHERE retiree_id = %s AND name = %s", [retiree_id, name])
        return cursor.rowcount


def without_name(profile: Mapping[str, str], name: str) -> dict[str, str]:
    """The further facts of a person without this name among `former_name`."""
    told = profile.get("former_name", "")
    kept = [one for one in told.split(BETWEEN) if one.strip()[:LONGEST] != name]
    return {**profile, "former_name": BETWEEN.join(kept)} if told else dict(profile)


def split_former_names(people: pl.DataFrame) -> pl.DataFrame:
    """One row for each former name of each person; who has none is absent."""
    return (
        people.filter(pl.col("former_name").is_not_null())
        .with_columns(pl.col("former_name").str.split(BETWEEN))
        .explode("former_name")
        .with_columns(pl.col("former_name").str.strip_chars().str.slice(0, LONGEST))
        .filter(pl.col("former_name").fill_null("") != "")
    )


def with_told_names(people: pl.DataFrame) -> pl.DataFrame:
    """The frame with `former_name`, taken from the plain `profile` where it does not have the column."""
    if "former_name" in people.columns:
        return people
    if "profile" not in people.columns:
        return people.with_columns(pl.lit(None, dtype=pl.Utf8).alias("former_name"))
    told = [json.loads(text).get("former_name") if text else None for text in people["profile"].to_list()]
    return people.with_columns(pl.Series("former_name", told, dtype=pl.Utf8))
