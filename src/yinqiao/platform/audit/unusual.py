"""Look-ups that stand out, computed from the log as a whole; what was looked at is an entry of the same log.

Neither hits nor looks have a table of their own: hits follow from the log and the rule, and a look is an act, sealed
like every other. The list of watched people is made of acts too, so that only overseers can read it.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.audit.rules import KINDS, DayCounts, stands_out, usual_of_others
from yinqiao.platform.rulebook import rulebook

RULE = "audit.unusual_lookups"
LOOKED_AT = "oversight.hit_looked_at"
WATCHED, UNWATCHED = "oversight.person_watched", "oversight.person_unwatched"


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked at a hit: who, when, and what was found."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Unusual:
    """One actor's day that stands out, and by which rule; a person looks at it, nothing follows by itself."""

    key: str
    day: date
    actor_id: UUID
    actor_name: str
    actor_role: str
    scope: str
    kind: str
    count: int
    why: str
    retiree_id: UUID | None = None
    look: Look | None = None

    @property
    def kind_label(self) -> str:
        """The rule's name in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class WatchedPerson:
    """A person whose look-ups are all pointed out: since when, by whom, why."""

    retiree_id: UUID
    since: datetime
    by: str
    why: str


# Reads per actor and day, compared afterwards with the others of the same role on that day.
_PER_DAY = """
WITH reads AS (
    SELECT (at AT TIME ZONE 'Asia/Shanghai') AS moment, actor_id, actor_name, actor_role, scope, action, subject_id, people
    FROM audit_entry WHERE kind = 'read' AND actor_id IS NOT NULL AND at >= %(since)s
), days AS (
    SELECT moment::date AS day, actor_id, actor_role AS role, min(actor_name) AS name, min(scope) AS scope,
           count(DISTINCT subject_id) AS opened,
           count(DISTINCT subject_id) FILTER (
               WHERE extract(hour FROM moment) < %(opens)s OR extract(hour FROM moment) >= %(closes)s
                  OR extract(isodow FROM moment) >= %(rests_from)s) AS off_hours,
           count(*) FILTER (WHERE action LIKE 'retirees.reveal%%') AS revealed,
           coalesce(max(people) FILTER (WHERE subject_id IS NULL), 0) AS exported,
           count(*) FILTER (WHERE action = 'shell.number_not_found') AS missed
    FROM reads GROUP BY 1, 2, 3
)
SELECT day, actor_id, name, role, scope, opened, off_hours, revealed, exported, missed
FROM days ORDER BY day DESC, opened DESC, actor_id
"""
_WATCHED_READS = """
SELECT (at AT TIME ZONE 'Asia/Shanghai')::date AS day, actor_id, min(actor_name), actor_role, min(scope), subject_id, count(*)
FROM audit_entry
WHERE subject_id = ANY(%(people)s) AND kind IN ('read', 'act') AND actor_id IS NOT NULL AND at >= %(since)s
  AND action <> ALL(%(own)s)
GROUP BY 1, 2, 4, 6 ORDER BY 1 DESC, 2, 6
"""


def start_of(day: date) -> datetime:
    """The first moment of a day in the city."""
    return timezone.make_aware(datetime.combine(day, time.min))


def list_unusual(*, since: date, today: date, region: str) -> list[Unusual]:
    """Everything since a day that the rule `audit.unusual_lookups` points out, and every look-up of a watched person.

    Newest first, each with the look that somebody took at it. Only who may read the log gets anything.
    """
    numbers = dict(rulebook().get(RULE, region=region, day=today).parameters)
    with connection.cursor() as cursor:
        cursor.execute(_PER_DAY, {**numbers, "since": start_of(since)})
        rows = cursor.fetchall()
    counts: dict[tuple[date, str], list[int]] = defaultdict(list)
    for day, _, _, role, _, opened, *_ in reversed(rows):
        insort(counts[day, role], opened)
    found = [hit for row in rows for hit in _hits(row, counts[row[0], row[3]], numbers)]
    found += _watched_hits(since)
    looks = _looks(since)
    found = [replace(one, look=looks.get(one.key)) for one in found]
    return sorted(found, key=lambda one: (one.day, one.count), reverse=True)


def get_unusual(*, key: str, since: date, today: date, region: str) -> Unusual:
    """One hit by its key; NotFound when the log shows none such."""
    for one in list_unusual(since=since, today=today, region=region):
        if one.key == key:
            return one
    raise NotFound


def list_watched() -> list[WatchedPerson]:
    """The people on the list, the last one first: whoever's last entry put them on it."""
    last: dict[UUID, Entry] = {}
    for entry in Entry.objects.filter(action__in=[WATCHED, UNWATCHED], subject_id__isnull=False).order_by("id"):
        if entry.subject_id is not None:
            last[entry.subject_id] = entry
    kept = [one for one in last.values() if one.action == WATCHED]
    kept.sort(key=lambda one: one.at, reverse=True)
    return [WatchedPerson(one.subject_id, one.at, one.actor_name, one.purpose) for one in kept if one.subject_id]


def _hits(row: tuple[Any, ...], peers: list[int], numbers: dict[str, Any]) -> list[Unusual]:
    day, actor_id, name, role, scope, opened, *counts = row
    facts = DayCounts(opened, usual_of_others(peers, opened), *counts)
    return [
        Unusual(f"{one.kind}:{day}:{actor_id}:{role}", day, actor_id, name, role, scope, one.kind, one.count, one.why)
        for one in stands_out(facts, numbers)
    ]


def _watched_hits(since: date) -> list[Unusual]:
    people = [one.retiree_id for one in list_watched()]
    if not people:
        return []
    with connection.cursor() as cursor:
        own = [WATCHED, UNWATCHED, LOOKED_AT]
        cursor.execute(_WATCHED_READS, {"people": people, "since": start_of(since), "own": own})
        rows = cursor.fetchall()
    return [
        Unusual(
            f"watched:{day}:{actor_id}:{role}:{person}", day, actor_id, name, role, scope, "watched", count,
            f"查看或办理重点关注名单中的一人，当日 {count} 次", person,
        )
        for day, actor_id, name, role, scope, person, count in rows
    ]  # fmt: skip


def _looks(since: date) -> dict[str, Look]:
    """The last look at each hit. A look is never older than the day it looks at."""
    entries: Sequence[Entry] = list(Entry.objects.filter(action=LOOKED_AT, at__gte=start_of(since)).order_by("id"))
    return {str(one.detail.get("hit", "")): Look(one.actor_name, one.at, one.purpose) for one in entries}
