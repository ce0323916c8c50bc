"""Takes over party members who were on their way, or had arrived, before this platform came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.party import events
from yinqiao.areas.party.queries import home_numbers
from yinqiao.areas.party.rules import AT_HOME
from yinqiao.areas.party.services.custody import CUSTODY
from yinqiao.areas.party.services.facts import seal_facts
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.database.bulk import copy_frame, set_based
from yinqiao.platform.rulebook import rulebook

_STATES = frozenset({"offered", "letter_issued", "checked_in", "received", "returned"})
_COLUMNS = {
    "id": "uuid", "batch_id": "uuid", "batch_no": "text", "enterprise_id": "int", "named_no": "int",
    "branch": "text", "name": "text", "id_no_index": "bytea", "joined_on": "date", "full_on": "date",
    "dues_paid_to": "date", "file_holder": "text", "is_attached": "boolean", "attached_to": "text", "has_channel": "boolean",
    "facts_id": "uuid", "facts": "bytea", "letter_no": "text", "letter_on": "date", "reported_on": "date",
    "received_on": "date", "return_reason": "text", "state": "text", "state_on": "date",
}  # fmt: skip
_ROSTERS = """
INSERT INTO party_roster (id, batch_no, enterprise_id, named_no, state, members, offered_at)
SELECT batch_id, min(batch_no), min(enterprise_id), min(named_no), 'offered', count(*), %(at)s
FROM pg_temp.party_taken_over GROUP BY batch_id
"""
_ORGANISATIONS = """
INSERT INTO party_organisation (enterprise_id, name, kind)
SELECT DISTINCT enterprise_id, branch, 'branch' FROM pg_temp.party_taken_over
ON CONFLICT (enterprise_id, name) DO NOTHING
"""
# As with a roster that is submitted: the relation goes where the person was accepted or offered, else to the named place.
_MEMBERS = """
INSERT INTO party_member (id, roster_id, enterprise_id, place_no, is_at_home, organisation_id, name, id_no_index, retiree_id,
    political_status, joined_on, full_on, dues_paid_to, file_holder, is_attached, attached_to, has_channel, facts_id, facts,
    state, state_on, reported_on, has_reported, receipt_no, received_on, return_reason, return_note,
    entered_at)
SELECT t.id, t.batch_id, t.enterprise_id, CASE WHEN h.is_home THEN p.place_no ELSE t.named_no END,
    coalesce(h.is_home, false), o.id, t.name, t.id_no_index, p.id, '01', t.joined_on, t.full_on, t.dues_paid_to,
    t.file_holder, t.is_attached, t.attached_to, t.has_channel, t.facts_id, t.facts, t.state, t.state_on, t.reported_on,
    t.reported_on IS NOT NULL, CASE WHEN t.state = 'received' THEN t.letter_no ELSE '' END, t.received_on,
    t.return_reason, '', %(at)s
FROM pg_temp.party_taken_over t
JOIN party_organisation o ON o.enterprise_id = t.enterprise_id AND o.name = t.branch
LEFT JOIN retirees_retiree p ON p.id_no_index = t.id_no_index AND p.enterprise_id = t.enterprise_id
    AND p.merged_into_id IS NULL
CROSS JOIN LATERAL (SELECT p.status = ANY (%(statuses)s) AND p.place_no = ANY (%(homes)s) AS is_home) h
"""
_LETTERS = """
INSERT INTO party_letter (member_id, enterprise_id, number, medium, issued_on, valid_to, act_id, voided_at, void_act_id)
SELECT id, enterprise_id, letter_no, 'paper', letter_on, letter_on + %(days)s::int, %(act)s,
    CASE WHEN state = 'returned' THEN %(at)s::timestamptz END, CASE WHEN state = 'returned' THEN %(act)s::uuid END
FROM pg_temp.party_taken_over WHERE letter_no <> ''
"""
_TOLD = sql.SQL(
    "SELECT m.retiree_id, m.id AS subject_id, m.enterprise_id, m.place_no, {data} AS data"
    " FROM pg_temp.party_taken_over t JOIN party_member m ON m.id = t.id WHERE {whom}"
)
_NOTHING, _MEDIUM = "'{}'::jsonb", "jsonb_build_object('medium', 'paper')"
_HAPPENED: tuple[tuple[EventType, str, str], ...] = (
    (events.OFFERED, "true", _NOTHING),
    (events.LETTER_RECORDED, "t.letter_no <> ''", _MEDIUM),
    (events.CHECKED_IN, "t.reported_on IS NOT NULL", _NOTHING),
    (events.RECEIVED, "t.state = 'received'", _NOTHING),
    (events.RETURNED, "t.state = 'returned'", "jsonb_build_object('reason', t.return_reason)"),
)


def take_over_members(*, act: Act, members: pl.DataFrame) -> int:
    """Keep members of rosters of old, each where the relation is: any state but taken back, with the paper letter.

    `members`: `batch_id` (16 bytes) and `batch_no` of a list that was taken over, `enterprise_id`, `named_no`
    (whom the roster named for those without a known home), `branch`, `name`, `id_no`, `channel` (null: unknown), `joined_on`, `full_on`, `dues_paid_to`, `file_holder`, `is_attached`, `attached_to`, `state`,
    `state_on`, `letter_no` and `letter_on`, `reported_on`, `received_on`, `return_reason`, as the state demands. The
    letter's number is that of the receipt. Runs inside the caller's act, whose actor must reach everybody; returns how
    many. ValueError for another state.
    """
    if not set(members["state"].unique()) <= _STATES:
        raise ValueError("members are taken over in a state on the way or as received")
    frame = _sealed(members)
    days = rulebook().get("party.letter_days", region=settings.REGION, day=act.stamp.occurred_on).parameters["days"]
    values: dict[str, Any] = {
        "at": act.at, "act": act.id, "days": days, "statuses": [one.value for one in AT_HOME], "homes": home_numbers(),
    }  # fmt: skip
    with set_based(frame.height), connection.cursor() as cursor:
        copy_frame("party_taken_over", _COLUMNS, frame)
        for statement in (_ROSTERS, _ORGANISATIONS, _MEMBERS, _LETTERS):
            cursor.execute(statement, values)
        CUSTODY.pass_to_place(act, _ids(frame.filter(pl.col("state") == "received")))
        for kind, whom, data in _HAPPENED:
            act.emit_select(kind, _TOLD.format(whom=sql.SQL(whom), data=sql.SQL(data)), has_subject=True)
    return frame.height


def _sealed(members: pl.DataFrame) -> pl.DataFrame:
    rows = members.with_row_index("row_no")
    facts = seal_facts(rows.select("row_no", "id_no", "channel"))
    index = pl.Series("id_no_index", blind_many(members["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    rows = rows.join(facts, on="row_no", maintain_order="left")
    has_channel = pl.col("channel").is_not_null().alias("has_channel")
    return rows.with_columns(new_ids(rows.height).alias("id"), index, has_channel).select(list(_COLUMNS))


def _ids(frame: pl.DataFrame) -> list[UUID]:
    return [UUID(bytes=one) for one in frame["id"]]
