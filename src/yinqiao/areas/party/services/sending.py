"""The members of a checked roster written: by two connections when nobody is known yet, else with care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from psycopg import sql

from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.services import (
    add_findings,
)
from yinqiao.areas.party import events
from yinqiao.areas.party.queries import home_numbers
from yinqiao.areas.party.rules import AT_HOME, finding_words
from yinqiao.areas.party.types import ROSTER_WORDS, MemberState, PartyFinding
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import rulebook

_ORGANISATIONS = """
INSERT INTO party_organisation (enterprise_id, name, kind, upper)
SELECT w.enterprise_id, w.branch, coalesce(max(nullif(w.branch_kind, '')), ''), coalesce(max(nullif(w.upper, '')), '')
FROM party_rosterrow w WHERE w.batch_id = %(batch)s AND w.state = 'ready' GROUP BY w.enterprise_id, w.branch
ON CONFLICT (enterprise_id, name) DO UPDATE SET
    kind = coalesce(nullif(excluded.kind, ''), party_organisation.kind),
    upper = coalesce(nullif(excluded.upper, ''), party_organisation.upper)
"""
_COLUMNS = (
    "enterprise_id", "id_no_index", "name", "political_status", "joined_on", "full_on", "dues_paid_to", "file_holder",
    "is_attached", "attached_to", "has_channel", "facts_id", "facts",
)  # fmt: skip
# Where somebody was accepted or offered, the relation goes too; of whom no home is known, to the place that was named.
_OF_ROWS = sql.SQL("""
FROM party_rosterrow w JOIN party_roster r ON r.id = w.batch_id
LEFT JOIN retirees_retiree p ON p.id_no_index = w.id_no_index AND p.enterprise_id = w.enterprise_id
    AND p.merged_into_id IS NULL
CROSS JOIN LATERAL (SELECT p.status = ANY (%(statuses)s) AND p.place_no = ANY (%(homes)s) AS is_home) h
""")
_PLACE = sql.SQL("CASE WHEN h.is_home THEN p.place_no ELSE r.named_no END")
_IS_READY = sql.SQL("w.batch_id = %(batch)s AND w.state = 'ready'")
# The member that a row becomes has the id to which the facts were sealed at the check.
_OFFER_NEW = sql.SQL("""
INSERT INTO party_member AS m (id, entered_at, roster_id, place_no, is_at_home, organisation_id, retiree_id, state, state_on,
    {columns})
SELECT w.facts_id, %(at)s, r.id, {place}, coalesce(h.is_home, false), o.id, p.id, 'offered', %(today)s, {told}
{of_rows} JOIN party_organisation o ON o.enterprise_id = w.enterprise_id AND o.name = w.branch
WHERE {is_ready} ORDER BY w.row_no
""").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)), place=_PLACE, of_rows=_OF_ROWS, is_ready=_IS_READY,
    told=sql.SQL(", ").join(sql.Identifier("w", name) for name in _COLUMNS),
)  # fmt: skip
# A member who was taken back before is the same member, offered anew; one on the way or received stays as he is.
_OFFER_ANY = sql.SQL("""
{new} ON CONFLICT (enterprise_id, id_no_index) DO UPDATE SET roster_id = excluded.roster_id,
    place_no = excluded.place_no, is_at_home = excluded.is_at_home, organisation_id = excluded.organisation_id,
    retiree_id = excluded.retiree_id, {renewed}, state = 'offered', state_on = excluded.state_on, reported_on = NULL,
    has_reported = false
WHERE m.state = 'withdrawn'
""").format(
    new=_OFFER_NEW,
    renewed=sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in _COLUMNS[2:]),
)
# Letters that the roster tells are judged with the members beside them.
_IS_PLAIN = sql.SQL("""
SELECT NOT EXISTS (SELECT 1 FROM party_rosterrow w WHERE {is_ready} AND w.letter_no <> '') AND NOT EXISTS (
    SELECT 1 FROM party_rosterrow w JOIN party_member m ON m.enterprise_id = w.enterprise_id
        AND m.id_no_index = w.id_no_index WHERE {is_ready})
""").format(is_ready=_IS_READY)
_SENT = sql.SQL("""
DROP TABLE IF EXISTS pg_temp.party_sent; CREATE TEMP TABLE party_sent ON COMMIT DROP AS
SELECT p.id AS retiree_id, w.facts_id AS subject_id, w.enterprise_id, {place} AS place_no {of_rows} WHERE {is_ready}
""").format(place=_PLACE, of_rows=_OF_ROWS, is_ready=_IS_READY)
_OF_SENT = sql.SQL("SELECT *, '{}'::jsonb AS data FROM pg_temp.party_sent")
_OVERTAKEN = """
UPDATE party_rosterrow w SET state = 'blocked' FROM party_member m
WHERE w.batch_id = %s AND w.state = 'ready' AND m.enterprise_id = w.enterprise_id AND m.id_no_index = w.id_no_index
  AND m.roster_id <> w.batch_id RETURNING w.row_no
"""
# A number that another letter has taken meanwhile is not used twice: the member then waits for a letter.
_LETTERS = """
INSERT INTO party_letter (member_id, enterprise_id, number, medium, issued_on, valid_to, act_id)
SELECT m.id, m.enterprise_id, w.letter_no, w.letter_medium, w.letter_on, w.letter_on + %(days)s, %(act)s
FROM party_rosterrow w JOIN party_member m ON m.enterprise_id = w.enterprise_id AND m.id_no_index = w.id_no_index
    AND m.roster_id = w.batch_id
WHERE w.batch_id = %(batch)s AND w.state = 'ready' AND w.letter_no <> '' ORDER BY w.row_no
ON CONFLICT (enterprise_id, number) DO NOTHING
"""
_LETTERED = """
UPDATE party_member m SET state = 'letter_issued' FROM party_letter l
WHERE m.roster_id = %(batch)s AND l.member_id = m.id AND l.voided_at IS NULL
"""
_OF_ROSTER = sql.SQL(
    "SELECT m.retiree_id, m.id AS subject_id, m.enterprise_id, m.place_no, '{{}}'::jsonb AS data FROM party_member m"
    " WHERE m.roster_id = {roster} AND m.state = ANY ({states})"
)


def offer_members(act: Act, batch: Any) -> dict[str, int]:
    """Members of the good rows with their organisations and the letters that were told, and their events; how many of each.

    A row whose member is on another roster by now stays behind with a finding.
    """
    return _offer_new(act, batch) or _offer_any(act, batch)


def _values(act: Act, batch_id: UUID) -> dict[str, Any]:
    days = rulebook().get("party.letter_days", region=settings.REGION, day=act.stamp.occurred_on).parameters["days"]
    return {
        "batch": batch_id, "at": act.at, "act": act.id, "today": act.stamp.occurred_on, "days": days,
        "statuses": [status.value for status in AT_HOME], "homes": home_numbers(),
    }  # fmt: skip


def _offer_new(act: Act, batch: Any) -> dict[str, int] | None:
    """Members whom nobody knows and who have no letter yet: written while their events are.

    Everything comes from what the check has committed, so that two connections can write it. None, and nothing done,
    when one of them is known, or becomes so in this very moment.
    """
    values = _values(act, batch.id)
    with connection.cursor() as cursor:
        cursor.execute(_IS_PLAIN, values)
        if not cursor.fetchone()[0]:
            return None
    try:
        with transaction.atomic(), act.beside(int(batch.counts.get("ready", 0))) as run:
            run(lambda: _write((_ORGANISATIONS, _OFFER_NEW), values))
            _write((_SENT,), values)
            members = act.emit_select(events.OFFERED, _OF_SENT, has_subject=True)
    except IntegrityError:
        return None
    if not members:
        raise nothing_to_submit(ROSTER_WORDS)
    return {"offered": members, "overtaken": 0, "letters": 0}


def _write(statements: Sequence[str | sql.Composable], values: Mapping[str, Any]) -> int:
    """Carry them out in order; returns how many rows the last one wrote."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
        return int(cursor.rowcount)


def _offer_any(act: Act, batch: Any) -> dict[str, int]:
    """Members of whom some were taken back before or are on other rosters by now, or whose roster tells letters."""
    values = _values(act, batch.id)
    _write((_ORGANISATIONS, _OFFER_ANY), values)
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, [batch.id])
        overtaken = [row[0] for row in cursor.fetchall()]
    if overtaken:
        _tell_overtaken(act, batch, overtaken)
    letters = _write((_LETTERS,), values)
    _write((_LETTERED,), values)
    lettered = [MemberState.LETTER_ISSUED.value]
    members = _tell_members(act, events.OFFERED, batch.id, ["offered", *lettered])
    if not members:
        raise nothing_to_submit(ROSTER_WORDS)
    _tell_members(act, events.LETTER_RECORDED, batch.id, lettered)
    return {"offered": members, "overtaken": len(overtaken), "letters": letters}


def _tell_overtaken(act: Act, batch: Any, rows: list[int]) -> None:
    code = PartyFinding.ON_THE_WAY
    severity = finding_words()[code]["severity"]
    add_findings(act=act, batch=batch, row_numbers=rows, field="id_no", code=code.value, severity=severity)


def _tell_members(act: Act, kind: EventType, roster_id: UUID, states: list[str]) -> int:
    select = _OF_ROSTER.format(roster=sql.Literal(str(roster_id)), states=sql.Literal(states))
    return act.emit_select(kind, select, has_subject=True)
