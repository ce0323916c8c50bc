"""Takes a former name out that was told or typed wrongly, and brings a register from before former names were found up to date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.queries.facts import former_name_of, open_facts, profile_of
from yinqiao.areas.retirees.queries.guard import subject
from yinqiao.areas.retirees.rules import ACTS
from yinqiao.areas.retirees.services.changes import refresh_terms
from yinqiao.areas.retirees.services.facts import change_facts, present_facts
from yinqiao.areas.retirees.services.former_names import bring_names, forget_name, keep_told_names, without_name
from yinqiao.areas.retirees.services.guard import lock_person, save_person
from yinqiao.areas.retirees.services.notes import write_note
from yinqiao.areas.retirees.services.terms import people_for_terms
from yinqiao.areas.retirees.types import NoteKind
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform

BATCH = 2000


def remove_former_name(*, actor: Actor, at: datetime, retiree_id: UUID, name: str, reason: str) -> None:
    """Take out a former name that does not belong to the person: search finds nobody by it, the profile loses it too.

    The reason is kept as a sealed note; the row history keeps what stood. Invalid without a reason; Conflict
    `retirees.former_name_unknown` for a name that the person does not have. A roster that tells it again brings it back.
    """
    with perform(actor=actor, action="retirees.remove_former_name", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=ACTS["remove_former_name"])
        if not reason.strip():
            raise errors.missing_text("reason", "请填写删除的原因。")
        terms_before = people_for_terms([row.pk])
        profile = profile_of(present_facts(row))
        kept = without_name(profile, name)
        if not forget_name(retiree_id=row.pk, name=name) and kept == profile:
            raise errors.former_name_unknown()
        if kept != profile:
            left = {key: value for key, value in kept.items() if value}
            change_facts(row, {"profile": json.dumps(left, ensure_ascii=False) if left else None})
        save_person(row, {"facts_digest": row.facts_digest})
        refresh_terms(terms_before)
        write_note(act, row, NoteKind.NOTE, act.stamp.occurred_on, f"删除曾用名“{name}”：{reason.strip()}")
        act.emit(events.FORMER_NAME_REMOVED, [subject(row)])


# Everybody in the order in which acts lock people; entries that gave way come along with who is kept.
_NEXT = "SELECT id FROM retirees_retiree WHERE id > %s AND merged_into_id IS NULL ORDER BY id LIMIT %s FOR UPDATE"
# Of people from whose former names somebody took one out since, nothing is brought that might be the same again.
_GAVE_WAY = (
    "WITH RECURSIVE gone (kept, id, depth) AS ("
    "  SELECT merged_into_id, id, 1 FROM retirees_retiree WHERE merged_into_id = ANY (%(ids)s::uuid[])"
    "  UNION ALL SELECT r.merged_into_id, r.id, g.depth + 1 FROM retirees_retiree r JOIN gone g ON r.merged_into_id = g.id)"
    " SELECT g.kept, g.id, g.depth FROM gone g WHERE NOT EXISTS ("
    "   SELECT 1 FROM events_event e WHERE e.retiree_id = g.kept AND e.type = %(removed)s) ORDER BY g.depth DESC"
)


def write_former_names(*, actor: Actor, at: datetime, batch: int = BATCH) -> int:
    """Let search find everybody by the former names that rosters told and merges brought before it did; returns how many.

    Each batch is an act of its own and reads what stands: a run that was killed is simply started again, and who is
    complete is not touched. For a process that serves everybody.
    """
    last, written = UUID(int=0), 0
    while True:
        with perform(actor=actor, action="retirees.write_former_names", at=at) as act:
            with connection.cursor() as cursor:
                cursor.execute(_NEXT, [last, batch])
                ids = [row[0] for row in cursor.fetchall()]
            if ids:
                count = _write(ids)
                act.note(people=count)
                written += count
                last = ids[-1]
        if len(ids) < batch:
            return written


def _write(ids: Sequence[UUID]) -> int:
    """Names and terms of one batch; returns how many people are found by more names than before."""
    with connection.cursor() as cursor:
        cursor.execute(_GAVE_WAY, {"ids": list(ids), "removed": events.FORMER_NAME_REMOVED.code})
        pairs = cursor.fetchall()
    before = people_for_terms(ids)
    people = [*ids, *(gone for _, gone, _ in pairs)]
    known = open_facts(people)
    told = pl.DataFrame(
        {
            "retiree_id": pl.Series([one.bytes for one in people], dtype=pl.Binary),
            "former_name": pl.Series([former_name_of(known.get(one, {})) for one in people], dtype=pl.Utf8),
        }
    )
    keep_told_names(told)
    # From the far end of each chain, so that what came to an entry goes on with it.
    for depth in sorted({depth for _, _, depth in pairs}, reverse=True):
        bring_names([(kept, gone) for kept, gone, far in pairs if far == depth])
    refresh_terms(before)
    after = people_for_terms(ids)
    return after.join(before, on=["retiree_id", "former_name"], how="anti").height
