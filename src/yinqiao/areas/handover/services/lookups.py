"""What the database knows about the people of a roster: by number across all scopes (codes), by likeness in one's own."""

from __future__ import annotations

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.retirees.services import ID_NUMBER, PHONE, former_name_of, read_facts
from yinqiao.areas.rosters.queries import CANDIDATE_SCHEMA, NormalisedRoster, no_candidates
from yinqiao.platform.crypto.blind import LENGTH, blind_many, short_many
from yinqiao.platform.database.bulk import copy_frame

_KNOWN = "SELECT id_no_index, standing FROM handover_known_numbers(%s, %s)"
_ELSEWHERE = "SELECT ordinal FROM handover_probable_elsewhere(%s, %s, %s, %s)"
# A name that came through the check holds no control character.
_SEPARATOR = "\x1f"
_ASKED = {"row_no": "int", "name": "text", "born_on": "date", "sex": "smallint", "phone": "bigint", "number": "bytea"}
_HAS_PEOPLE = (
    "SELECT EXISTS (SELECT 1 FROM retirees_retiree"
    " WHERE enterprise_id = ANY ((SELECT organisations_left_to(%s))::int[]) AND merged_into_id IS NULL)"
)
# Blocking: same birthday and a shared first or last character, same name and same year or same day of the year, or
# the same phone. Everything else is left to the score, which explains itself.
_CANDIDATES = sql.SQL(
    "WITH own AS MATERIALIZED (SELECT id, name, id_no_index, born_on, sex, phone_index"
    "  FROM retirees_retiree WHERE enterprise_id = ANY ((SELECT organisations_left_to(%s))::int[]) AND merged_into_id IS NULL),"
    " pairs AS ("
    "  SELECT q.row_no, o.id FROM pg_temp.handover_asked q JOIN own o ON o.born_on = q.born_on"
    "   AND (left(o.name, 1) = left(q.name, 1) OR right(o.name, 1) = right(q.name, 1))"
    "  UNION SELECT q.row_no, o.id FROM pg_temp.handover_asked q JOIN own o ON o.name = q.name"
    "   AND (extract(year FROM o.born_on) = extract(year FROM q.born_on)"
    "     OR to_char(o.born_on, 'MMDD') = to_char(q.born_on, 'MMDD'))"
    "  UNION SELECT q.row_no, o.id FROM pg_temp.handover_asked q JOIN own o ON o.phone_index = q.phone)"
    " SELECT p.row_no, o.id, o.name, o.born_on, o.sex, s.facts FROM pairs p JOIN own o ON o.id = p.id"
    " JOIN retirees_sealedfacts s ON s.retiree_id = o.id"
    " JOIN pg_temp.handover_asked q ON q.row_no = p.row_no WHERE o.id_no_index IS DISTINCT FROM q.number"
)


def known_numbers(enterprise_id: int, roster: NormalisedRoster) -> pl.DataFrame:
    """`row_no`, `id_no_index`, `standing` of every valid number.

    `standing` is own, succeeded (a dissolved enterprise left the person to this one), other, deceased,
    roster_elsewhere, or null.
    """
    numbers = roster.numbers
    indexed = numbers.select("row_no").with_columns(
        pl.Series("id_no_index", blind_many(numbers["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    )
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [enterprise_id, b"".join(indexed["id_no_index"].to_list())])
        found = cursor.fetchall()
    standings = pl.DataFrame(
        {
            "id_no_index": pl.Series([bytes(row[0]) for row in found], dtype=pl.Binary),
            "standing": pl.Series([row[1] for row in found], dtype=pl.String),
        }
    )
    return indexed.join(standings, on="id_no_index", how="left", maintain_order="left")


def candidates(enterprise_id: int, asked: pl.DataFrame) -> pl.DataFrame:
    """People of the enterprise's own register who might be the person of a row of `unknown_people` under another number."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_PEOPLE, [enterprise_id])
        if not cursor.fetchone()[0]:
            return no_candidates()
        phones = pl.Series("phone", short_many(asked["phone"].to_list(), PHONE), dtype=pl.Int64)
        copy_frame("handover_asked", _ASKED, asked.with_columns(phones))
        cursor.execute("ANALYZE pg_temp.handover_asked")
        cursor.execute(_CANDIDATES, [enterprise_id])
        rows = cursor.fetchall()
    ids = [row[1] for row in rows]
    facts = read_facts([row[5] for row in rows], ids)
    return pl.DataFrame(
        {
            "row_no": [row[0] for row in rows],
            "retiree_id": [str(one) for one in ids],
            "name": [row[2] for row in rows],
            "former_name": [former_name_of(known) for known in facts],
            "id_no": [known.get("id_no") for known in facts],
            "born_on": [row[3] for row in rows],
            "sex": [str(row[4]) for row in rows],
            "phone": [known.get("phone") for known in facts],
            "enterprise_id": [enterprise_id] * len(rows),
        },
        schema=CANDIDATE_SCHEMA,
    )


def probable_elsewhere(enterprise_id: int, asked: pl.DataFrame) -> list[int]:
    """Rows whose name and birthday another enterprise's person has under another number: a code, no row of theirs."""
    if asked.is_empty():
        return []
    # In the order of the index that the server looks them up in.
    asked = asked.sort("born_on", "name")
    # One packed value each: arrays of 88,000 texts take longer to send than the answer to find.
    packed: list[str | bytes] = [
        _SEPARATOR.join(asked["name"].to_list()),
        _SEPARATOR.join(asked["born_on"].cast(pl.String).to_list()),
        b"".join(value or bytes(LENGTH) for value in asked["number"].to_list()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, [enterprise_id, *packed])
        ordinals = [row[0] for row in cursor.fetchall()]
    row_numbers = asked["row_no"].to_list()
    return sorted(row_numbers[ordinal - 1] for ordinal in ordinals)
