"""Reads of the audit log; row-level security shows it to overseers, and to everybody their own entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.rulebook import rulebook


def list_entries(*, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """Entries of the days from `since` to `until` (both included), newest first."""
    found = Entry.objects.order_by("-id")
    if since is not None:
        found = found.filter(at__gte=_moment(since))
    if until is not None:
        found = found.filter(at__lte=_moment(until, time.max))
    return found


def _moment(day: date, at: time = time.min) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def get_entry(*, entry_id: UUID) -> Entry:
    """One entry; NotFound when absent or not for the actor's eyes."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


@dataclass(frozen=True, slots=True)
class Unusual:
    """One actor's day that stands out, and by which rule; a person looks at it, nothing follows by itself."""

    day: date
    actor_name: str
    actor_role: str
    scope: str
    kind: str
    count: int
    usual: int
    why: str


# Reads per actor and day beside the median of the same role on that day.
_PER_DAY = """
WITH days AS (
    SELECT (at AT TIME ZONE 'Asia/Shanghai')::date AS day, actor_id, min(actor_name) AS name, actor_role AS role,
           min(scope) AS scope,
           count(*) FILTER (WHERE subject_id IS NOT NULL) AS opened,
           count(*) FILTER (WHERE subject_id IS NOT NULL AND (extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') < %(opens)s
               OR extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') >= %(closes)s)) AS at_night,
           count(*) FILTER (WHERE action = 'retirees.reveal') AS revealed,
           max(people) FILTER (WHERE subject_id IS NULL) AS exported
    FROM audit_entry WHERE kind = 'read' AND actor_id IS NOT NULL AND at >= %(since)s GROUP BY 1, 2, 4
), usual AS (
    SELECT day, role, percentile_cont(0.5) WITHIN GROUP (ORDER BY opened) AS opened FROM days GROUP BY 1, 2
)
SELECT d.day, d.name, d.role, d.scope, d.opened, d.at_night, d.revealed, coalesce(d.exported, 0), u.opened::int
FROM days d JOIN usual u ON u.day = d.day AND u.role = d.role ORDER BY d.day DESC, d.opened DESC
"""


def list_unusual(*, since: date, today: date, region: str) -> list[Unusual]:
    """Look-ups since a day that the rule `audit.unusual_lookups` points out, newest first."""
    rule = rulebook().get("audit.unusual_lookups", region=region, day=today)
    numbers = rule.parameters
    with connection.cursor() as cursor:
        cursor.execute(_PER_DAY, {"since": _moment(since), "opens": numbers["opens"], "closes": numbers["closes"]})
        return [hit for row in cursor.fetchall() for hit in _hits(row, numbers)]


def _hits(row: tuple[Any, ...], numbers: Any) -> list[Unusual]:
    day, name, role, scope, opened, at_night, revealed, exported, usual = row
    limit = max(numbers["opened_at_least"], usual * numbers["opened_times_usual"])
    checks = (
        ("opened", opened, opened >= limit, f"一日内查看 {opened} 人，同类角色当日一般为 {usual} 人"),
        ("at_night", at_night, at_night >= numbers["at_night"], f"工作时间以外查看 {at_night} 人"),
        ("revealed", revealed, revealed >= numbers["revealed"], f"一日内显示完整信息 {revealed} 次"),
        ("exported", exported, exported >= numbers["exported"], f"一次导出或打印 {exported} 人"),
    )
    return [Unusual(day, name, role, scope, kind, count, usual, why) for kind, count, is_hit, why in checks if is_hit]
