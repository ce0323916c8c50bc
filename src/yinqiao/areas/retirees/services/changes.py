"""Set-based changes of known people, and their undoing: what a roster changes, a withdrawn roster gives back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

import polars as pl
from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.facts import Facts, open_facts, profile_of
from yinqiao.areas.retirees.services.columns import (
    FACTS_COLUMN,
    FACTS_TABLE,
    SEALED,
    blank_to_null,
    blind_columns,
    with_all_columns,
)
from yinqiao.areas.retirees.services.differing import write_differing
from yinqiao.areas.retirees.services.former_names import (
    keep_replaced_names,
    keep_told_names,
    take_back_names,
    with_told_names,
)
from yinqiao.areas.retirees.services.registry import Origin
from yinqiao.areas.retirees.services.terms import insert_terms, people_for_terms, remove_terms, terms_of
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.cipher import encrypt_many

# What search terms are made from, and former names come from.
_NAMING = {"name", "place_no", "enterprise_id", "former_name", "profile"}


def change_people(*, act: Act, people: pl.DataFrame, origin: Origin) -> pl.Series:
    """Bring known people to what a frame says: a blank cell changes nothing, an equal value neither.

    `people`: `retiree_id` (16 bytes) and any columns of `services.columns` in plain text. Each field that really
    changes gets `origin` as its source; each person so changed one version, one DETAILS_CORRECTED event with the
    names of the fields, and new search terms where needed. Returns the ids that changed (16 bytes each).
    Conflict `retirees.id_number_taken` when a live person holds a new number.
    """
    frame = with_all_columns(blank_to_null(people))
    if not origin.is_by_row:
        frame = frame.with_columns(since=pl.lit(origin.since))
    ids = _as_uuids(frame.get_column("retiree_id"))
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [ids])
    # A phone or an address changes no name under which anybody is found.
    is_named = any(frame[name].null_count() < frame.height for name in _NAMING & set(frame.columns))
    terms_before = people_for_terms(ids) if is_named else None
    frame = frame.with_columns(*blind_columns(frame), *_changed_facts(frame, ids, origin))
    try:
        with transaction.atomic():
            changed = write_differing(frame, origin.source)
    except IntegrityError as problem:
        raise errors.number_taken() from problem
    if terms_before is not None:
        keep_told_names(with_told_names(frame))
        refresh_terms(terms_before)
    act.emit(events.DETAILS_CORRECTED, changed)
    return pl.Series("retiree_id", [one.retiree_id.bytes for one in changed if one.retiree_id], dtype=pl.Binary)


def remove_people(*, act: Act, ids: Sequence[UUID]) -> int:
    """Take back a registration: people and terms go, events and history stay. Returns how many.

    Only for people on whom nothing rests yet: the caller has asked first. Their contacts go
    with them; a note or a data request stands against it (the database refuses).
    """
    remove_terms(people_for_terms(ids))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM retirees_formername WHERE retiree_id = ANY (%s::uuid[])", [list(ids)])
    act.emit_select(events.REGISTRATION_UNDONE, _SUBJECTS, ["{}", list(ids)])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM retirees_contactperson WHERE retiree_id = ANY (%s::uuid[])", [list(ids)])
        cursor.execute("DELETE FROM retirees_sealedfacts WHERE retiree_id = ANY (%s::uuid[])", [list(ids)])
        cursor.execute("DELETE FROM retirees_retiree WHERE id = ANY (%s::uuid[])", [list(ids)])
        return cursor.rowcount


def restore_people(*, act: Act, ids: Sequence[UUID], before_act: UUID) -> int:
    """Give people back every value that they had before the act `before_act` changed them; returns how many.

    Taken from the row history; `lock_version` goes on counting, so that a form opened in between is refused.
    """
    terms_before = people_for_terms(ids)
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, {"ids": list(ids), "act": before_act})
        count = cursor.rowcount
        cursor.execute(_RESTORE_FACTS, {"ids": list(ids), "act": before_act})
    take_back_names(ids=ids, act_id=before_act)
    refresh_terms(terms_before, is_undone=True)
    act.emit_select(events.CHANGE_UNDONE, _SUBJECTS, [json.dumps({"undone": str(before_act)}), list(ids)])
    return count


def refresh_terms(before: pl.DataFrame, *, is_undone: bool = False) -> None:
    """Make the terms anew of those people whose name, former names, place or enterprise are not what they were.

    A name that was replaced is kept as a former one, unless the change that brought it `is_undone`.
    """
    ids = _as_uuids(before.get_column("retiree_id"))
    after = people_for_terms(ids)
    if not is_undone and (replaced := _replaced(before, after)):
        keep_replaced_names(replaced)
        after = people_for_terms(ids)
    key = ["retiree_id", "name", "place_no", "enterprise_id", "former_name"]
    gone = before.join(after, on=key, how="anti")
    added = after.join(before, on=key, how="anti")
    if gone.height:
        remove_terms(gone)
    if added.height:
        insert_terms(terms_of(added))


def _replaced(before: pl.DataFrame, after: pl.DataFrame) -> dict[UUID, str]:
    """Person → the name before, of those whose name is another now."""
    both = before.join(after.select("retiree_id", now="name"), on="retiree_id").filter(pl.col("name") != pl.col("now"))
    return dict(zip(_as_uuids(both["retiree_id"]), both["name"].to_list(), strict=True))


def _as_uuids(column: pl.Series) -> list[UUID]:
    return [UUID(bytes=value) for value in column.to_list()]


def _changed_facts(frame: pl.DataFrame, ids: Sequence[UUID], origin: Origin) -> list[pl.Series]:
    """`facts` (null where nothing sealed changes) and `facts_changed`, the names of what does, joined by commas."""
    known = open_facts(ids)
    texts: list[str | None] = []
    names: list[str | None] = []
    for one, told in zip(ids, frame.select(SEALED).iter_rows(named=True), strict=True):
        before = known.get(one, {})
        differing = [name for name in SEALED if told[name] is not None and _differs_from(before, name, told[name])]
        after = {**before, **{name: told[name] for name in differing}}
        if origin.is_move and "address" in differing and not told["building"]:
            after.pop("building", None)
        texts.append(json.dumps(after, ensure_ascii=False) if differing else None)
        names.append(",".join(differing) or None)
    ciphertexts = encrypt_many(texts, ids, table=FACTS_TABLE, column=FACTS_COLUMN)
    return [
        pl.Series(FACTS_COLUMN, ciphertexts, dtype=pl.Binary),
        pl.Series("facts_changed", names, dtype=pl.String),
    ]


def _differs_from(before: Facts, name: str, told: str) -> bool:
    if name != "profile":
        return told != before.get(name)
    return profile_of({name: told}) != profile_of(before)


# In one order, as every act locks people: who reads facts to write them anew must be alone with them.
_LOCK = "SELECT 1 FROM retirees_retiree WHERE id = ANY (%s::uuid[]) ORDER BY id FOR UPDATE"
_SUBJECTS = sql.SQL(
    "SELECT id AS retiree_id, enterprise_id, place_no, %s::jsonb AS data"
    " FROM retirees_retiree WHERE id = ANY (%s::uuid[])"
)
_KEPT = ("id", "lock_version", "created_at")
_RESTORED = [str(f.column) for f in Retiree._meta.concrete_fields if f.column not in _KEPT]
_RESTORE = sql.SQL(
    "UPDATE retirees_retiree r SET ({columns}) = (SELECT {values} FROM retirees_retireeversion v"
    "  WHERE v.pgh_obj_id = r.id AND v.pgh_id < ("
    "    SELECT min(a.pgh_id) FROM retirees_retireeversion a WHERE a.pgh_obj_id = r.id AND a.act_id = %(act)s)"
    "  ORDER BY v.pgh_id DESC LIMIT 1), lock_version = r.lock_version + 1"
    " WHERE r.id = ANY (%(ids)s::uuid[]) AND EXISTS ("
    "   SELECT 1 FROM retirees_retireeversion a WHERE a.pgh_obj_id = r.id AND a.act_id = %(act)s)"
).format(
    columns=sql.SQL(", ").join(map(sql.Identifier, _RESTORED)),
    values=sql.SQL(", ").join(sql.Identifier("v", name) for name in _RESTORED),
)
# The first ciphertext that the act replaced is the one from before it.
_RESTORE_FACTS = (
    "UPDATE retirees_sealedfacts s SET facts = v.facts FROM ("
    "  SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, facts FROM retirees_sealedfactsversion"
    "  WHERE act_id = %(act)s AND pgh_obj_id = ANY (%(ids)s::uuid[]) ORDER BY pgh_obj_id, pgh_id) AS v"
    " WHERE s.retiree_id = v.pgh_obj_id"
)
