"""Set-based building blocks for whole rosters: register, change, take back. Handover and the loader call them.

They run inside the caller's act, whose widening they need, and cost a handful of statements for any number of people.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.services.columns import (
    DIGEST,
    FACTS_COLUMN,
    INDEXES,
    PLAIN,
    TEXTS,
    blank_to_null,
    new_ids,
    sealed,
    with_all_columns,
)
from yinqiao.areas.retirees.services.former_names import keep_told_names, with_told_names
from yinqiao.areas.retirees.services.terms import insert_terms, terms_of
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Run, at_once
from yinqiao.platform.database.bulk import copy_frame
from yinqiao.platform.database.named import sql

NEW_PEOPLE = "retirees_new_people"
EVERY_FIELD = "*"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where the facts of a frame come and since when they hold; stored with every field that they set.

    `is_synthetic` people are the demo's: nobody lives who is called so. `told` is the event of who comes in with it.
    With `is_by_row` the column `since` of the frame says it of each. `is_move`: with a new address the building that
    belonged to the old one is unknown, unless a new one is told.
    """

    source: Source
    since: date
    is_synthetic: bool = False
    is_by_row: bool = False
    is_move: bool = False
    told: EventType = events.REGISTERED


def register_people(
    *,
    act: Act,
    people: pl.DataFrame,
    origin: Origin,
    status: RetireeStatus = RetireeStatus.OFFERED,
) -> pl.Series:
    """Add people to the register with sealed facts, blind indexes, search terms, history and REGISTERED events.

    `people` must have `name, sex, born_on, enterprise_id, place_no`, may have the other columns of
    `services.columns` (`id_no, phone, address, household_address, building, profile` in plain text, normalised) and
    `retiree_id` (16 bytes); ids are made where it is absent. Returns the ids in the order of the rows; the temporary
    table `pg_temp.retirees_new_people` holds `retiree_id, enterprise_id, place_no` until the transaction ends.
    Conflict `retirees.id_number_taken` when a live person holds one of the numbers.
    """
    if "retiree_id" not in people.columns:
        people = people.with_columns(new_ids(people.height))
    people = with_told_names(people)
    frame = sealed(with_all_columns(blank_to_null(people)))
    copy_frame(NEW_PEOPLE, {"retiree_id": "uuid", **PLAIN, **INDEXES, FACTS_COLUMN: "bytea", DIGEST: "bytea"}, frame)
    register_prepared(act=act, people=_COPIED, named=frame, origin=origin, status=status)
    return frame.get_column("retiree_id")


def register_prepared(
    *,
    act: Act,
    people: sql.Composable,
    named: pl.DataFrame,
    origin: Origin,
    status: RetireeStatus = RetireeStatus.OFFERED,
    run: Run = at_once,
) -> None:
    """`register_people` for people whose facts are sealed already: they go over inside the server.

    `people` is a SELECT of `retiree_id`, the columns `PLAIN` and `INDEXES`, `facts` and their digest (null: the server
    makes it); `named` a frame of the same people with what `terms_of` needs. Their rows are written by `run`
    (`Act.beside`), facts, events and terms by the act itself. Conflict `retirees.id_number_taken` as above.
    With `origin.is_by_row` the column `since` of `people` says of each since when its facts and status hold.
    """
    values: dict[str, Any] = {
        "status": status.value,
        "on": act.stamp.occurred_on,
        "sources": Jsonb({EVERY_FIELD: [origin.source.value, origin.since.isoformat()]}),
        "field": EVERY_FIELD,
        "source": origin.source.value,
        "synthetic": origin.is_synthetic,
    }

    def write_people() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_insert(people, is_by_row=origin.is_by_row), values)
        except IntegrityError as problem:
            raise errors.number_taken() from problem

    run(write_people)
    with ThreadPoolExecutor(1) as aside, connection.cursor() as cursor:
        terms = aside.submit(terms_of, named)
        cursor.execute(_INSERT_FACTS.format(people=people))
        act.emit_select(origin.told, _REGISTERED.format(people=people))
        insert_terms(terms.result())
    if "former_name" in named.columns:
        keep_told_names(named)


_COPIED = sql.SQL("SELECT * FROM pg_temp.{}").format(sql.Identifier(NEW_PEOPLE))
_AS_THEY_ARE = [name for name in (*PLAIN, *INDEXES) if name not in TEXTS]
_ONCE = sql.SQL("%(on)s, %(sources)s")
_BY_ROW = sql.SQL("since, jsonb_build_object(%(field)s::text, jsonb_build_array(%(source)s::text, since))")


def _insert(people: sql.Composable, *, is_by_row: bool) -> sql.Composed:
    """An unknown text is empty in the register, never NULL."""
    return sql.SQL(
        "INSERT INTO retirees_retiree (id, {copied}, {texts}, facts_digest, status, status_on, sources, lock_version,"
        "   is_synthetic)"
        " SELECT retiree_id, {copied}, {filled}, coalesce(facts_digest, sha256(facts)), %(status)s, {since}, 1, %(synthetic)s"
        " FROM ({people}) AS p"
    ).format(
        copied=sql.SQL(", ").join(map(sql.Identifier, _AS_THEY_ARE)),
        texts=sql.SQL(", ").join(map(sql.Identifier, TEXTS)),
        filled=sql.SQL(", ").join(sql.SQL("coalesce({}, '')").format(sql.Identifier(name)) for name in TEXTS),
        people=people,
        since=_BY_ROW if is_by_row else _ONCE,
    )


_INSERT_FACTS = sql.SQL(
    "INSERT INTO retirees_sealedfacts (retiree_id, facts) SELECT retiree_id, facts FROM ({people}) AS p"
)
_REGISTERED = sql.SQL("SELECT retiree_id, enterprise_id, place_no, '{{}}'::jsonb AS data FROM ({people}) AS p")
