"""The nightly look for people and archives that probably belong together: exact numbers link, the rest is proposed."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection

from yinqiao.areas.archives.queries import open_sealed
from yinqiao.areas.archives.services import link_known
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.areas.retirees.queries import read_numbers
from yinqiao.areas.separation.rules import best_of, candidate_pairs, score_link
from yinqiao.areas.separation.types import LinkScore, Side, Weighing
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import copy_frame, frame_of, set_based
from yinqiao.platform.database.named import named, within
from yinqiao.platform.rulebook import rulebook

ROOM = Path(__file__).parents[1]
_PEOPLE = {
    "id": "uuid", "name": "text", "sex": "smallint", "born_on": "date", "enterprise_id": "int", "archive_no": "text",
    "facts": "bytea", "former": "text",
}  # fmt: skip
_ARCHIVES = {
    "id": "uuid", "name": "text", "enterprise_id": "int", "archive_no": "text", "id_no": "bytea", "seal_id": "uuid",
    "is_registered": "boolean",
}  # fmt: skip
_FOUND = {"retiree_id": "uuid", "archive_id": "uuid", "score": "smallint", "reasons": "text"}
_PROPOSE = """
INSERT INTO separation_match AS m (retiree_id, archive_id, score, reasons)
SELECT f.retiree_id, f.archive_id, f.score, f.reasons::jsonb FROM pg_temp.separation_found f
ON CONFLICT (retiree_id, archive_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons
WHERE m.state = 'open' AND (m.score, m.reasons) IS DISTINCT FROM (excluded.score, excluded.reasons)
"""
_FORGET = """
DELETE FROM separation_match m USING events_event e WHERE e.act_id = %s AND e.type = %s AND m.retiree_id = e.retiree_id
"""
# Planned for a set: behind policies the planner would nest loops over hundreds of thousands.
_A_CITY = 300_000


def find_matches(*, actor: Actor, at: datetime) -> int:
    """Link what has one number, then propose pairs that are probably one's; returns how many are new or changed.

    The nightly job. Candidates share a key (`rules.blocking`), the score and its reasons are the rule
    `separation.probable`. What a person has decided stays as decided.
    """
    with perform(actor=actor, action="separation.find_matches", at=at) as act, set_based(_A_CITY):
        linked = link_known(act=act)
        rule = rulebook().get("separation.probable", region=settings.REGION, day=act.stamp.occurred_on)
        found = search(scope=actor.scope, weighing=Weighing.of(rule.parameters))
        count = _propose(found) if found else 0
        act.note(linked=linked, proposed=count, rule=rule.version)
    return count


def search(*, scope: Scope, weighing: Weighing) -> list[tuple[bytes, bytes, LinkScore]]:
    """(person, archive, score) of every pair within the scope that is probably one's; changes nothing."""
    archives = _archives(scope)
    people = _people(scope) if archives.height else pl.DataFrame()
    if not people.height:
        return []
    pairs = candidate_pairs(people, archives, weighing.block)
    left, right = _sides(people), _sides(archives)
    scored = (
        (one, other, score_link(left[one], right[other], weighing))
        for one, other in zip(pairs["person"].to_list(), pairs["archive"].to_list(), strict=True)
    )
    who, which = people["id"].to_list(), archives["id"].to_list()
    return [(who[one], which[other], score) for one, other, score in best_of(scored, weighing)]


def _people(scope: Scope) -> pl.DataFrame:
    """People without an archive, their numbers in the clear: inside the process alone."""
    statement = named(ROOM, "people_without_archive").format(
        within_people=within(scope, "r"), within_archives=within(scope, "a")
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        frame = frame_of(cursor.fetchall(), _PEOPLE)
    numbers = read_numbers(frame["facts"].to_list(), [UUID(bytes=one) for one in frame["id"].to_list()])
    return frame.drop("facts").with_columns(
        pl.Series("number", numbers, dtype=pl.String),
        former=pl.col("former").str.split("、"),
        sex=pl.col("sex").cast(pl.String),
    )


def _archives(scope: Scope) -> pl.DataFrame:
    """Archives without a person; birth date and sex are what their numbers say."""
    with connection.cursor() as cursor:
        cursor.execute(named(ROOM, "archives_without_person").format(within_archives=within(scope, "a")))
        frame = frame_of(cursor.fetchall(), _ARCHIVES)
    numbers = open_sealed(frame["id_no"].to_list(), frame["seal_id"].to_list())
    told = pl.Series("number", numbers, dtype=pl.String)
    return frame.drop("id_no", "seal_id").with_columns(
        told,
        born_on=told.str.slice(6, 8).str.to_date("%Y%m%d", strict=False),
        sex=pl.when(told.str.slice(16, 1).cast(pl.Int8, strict=False) % 2 == 1)
        .then(pl.lit("1"))
        .otherwise(pl.lit("2")),
        former=pl.lit([], pl.List(pl.String)),
    )


def _sides(frame: pl.DataFrame) -> list[Side]:
    columns = ("name", "number", "born_on", "sex", "enterprise_id", "archive_no", "former")
    return [
        Side(name, number or "", born_on, sex, enterprise_id, archive_no or "", frozenset(former or ()) - {name})
        for name, number, born_on, sex, enterprise_id, archive_no, former in frame.select(columns).iter_rows()
    ]


def _propose(found: list[tuple[bytes, bytes, LinkScore]]) -> int:
    rows = [(who, which, score.score, json.dumps(score.reasons)) for who, which, score in found]
    copy_frame("separation_found", _FOUND, frame_of(rows, _FOUND))
    with connection.cursor() as cursor:
        cursor.execute(_PROPOSE)
        return cursor.rowcount


def forget_people(*, act: Act) -> int:
    """Pairs of people whose registration this act has undone are gone with them; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [act.id, REGISTRATION_UNDONE.code])
        return cursor.rowcount
