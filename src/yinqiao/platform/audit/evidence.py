"""After an incident: whose data was touched in a window, by whom, how. Set-based, in seconds.

Incidents are to be reported within hours (Measures on reporting of cybersecurity incidents, in force 2025-11-01).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What one actor under one role did of one kind. `people` are different people named one by one; `listed` counts
    people in lists, exports and batches, with repetitions."""

    actor_name: str
    actor_role: str
    scope: str
    kind: str
    action: str
    entries: int
    people: int
    listed: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """The pack: `people` are the different people named in entries and events; `listed` those in lists, repeated."""

    since: datetime
    until: datetime
    actor: str
    rows: list[EvidenceRow]
    people: int
    listed: int
    actors: int
    entries: int


# Acts on many people name them in their events; row-level security leaves those of the overseer's own scope.
_ROWS = """
SELECT actor_name, actor_role, scope, kind, action, count(*),
       count(DISTINCT subject_id) FILTER (WHERE subject_kind = 'retiree'),
       coalesce(sum(people) FILTER (WHERE subject_kind <> 'retiree'), 0), min(at), max(at)
FROM audit_entry
WHERE at >= %(since)s AND at < %(until)s AND kind IN ('act', 'read') AND (%(actor)s = '' OR actor_name = %(actor)s)
GROUP BY 1, 2, 3, 4, 5 ORDER BY 8 DESC, 7 DESC, 1, 5
"""
_TOTALS = """
WITH chosen AS MATERIALIZED (
    SELECT id, actor_id, actor_name, subject_kind, subject_id, people FROM audit_entry
    WHERE at >= %(since)s AND at < %(until)s AND kind IN ('act', 'read') AND (%(actor)s = '' OR actor_name = %(actor)s)
), named AS (
    SELECT subject_id AS who FROM chosen WHERE subject_kind = 'retiree'
    UNION ALL
    SELECT v.retiree_id FROM events_event v JOIN chosen c ON c.id = v.act_id WHERE v.retiree_id IS NOT NULL
)
SELECT (SELECT count(DISTINCT who) FROM named),
       coalesce(sum(people) FILTER (WHERE subject_kind <> 'retiree'), 0),
       count(DISTINCT coalesce(actor_id::text, actor_name)), count(*)
FROM chosen
"""


def collect_evidence(*, since: datetime, until: datetime, actor: str = "") -> Evidence:
    """Who touched how many people's data between two moments (half-open), by actor, role and kind of act or reading.

    `actor` is the exact name as the log holds it; empty for everybody. Only who may read the log gets anything.
    """
    given: dict[str, datetime | str] = {"since": since, "until": until, "actor": actor.strip()}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, given)
        rows = [EvidenceRow(*row) for row in cursor.fetchall()]
        cursor.execute(_TOTALS, given)
        people, listed, actors, entries = cursor.fetchone()
    return Evidence(since, until, actor.strip(), rows, people, listed, actors, entries)
