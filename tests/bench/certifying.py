"""The row about the sweep of every night: 300,000 clocks against one bare pass over the same rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of, scratch, superuser
from tests.bench.figures import Figure, at_most_times

NIGHTS = 5
# Every clock with its person, and where it should stand: read once, without row-level security, and nothing written.
BARE = """
SELECT s.state, count(*) FROM certification_clock c JOIN retirees_retiree r ON r.id = c.retiree_id
CROSS JOIN LATERAL (SELECT CASE WHEN r.status <> 'managed' OR r.retired_on > %(day)s THEN 'not_required'
    WHEN c.suspended_on IS NOT NULL THEN 'suspended' WHEN c.method = 'comparison' AND c.due_on >= %(day)s - 30 THEN 'exempt'
    WHEN c.due_on < %(day)s THEN 'overdue' WHEN c.due_on <= %(day)s + 7 THEN 'due_7' WHEN c.due_on <= %(day)s + 30 THEN 'due_30'
    WHEN c.due_on <= %(day)s + 60 THEN 'due_60' ELSE 'valid' END AS state) AS s
GROUP BY s.state
"""


def certification_sweep() -> Iterator[Figure]:
    """One night after the other: what moved is written, told and noted; beside it the bare pass of the same day."""
    from yinqiao.areas.certification.services import sweep_people
    from yinqiao.platform.access import Actor

    swept, bare, moved = [], [], []
    with scratch(register_of(FULL)) as database, superuser(database) as admin, pointed_at(database):
        clocks = admin.execute("SELECT count(*) FROM certification_clock").fetchone()
        now = timezone.now()
        for night in range(NIGHTS + 1):
            at = now + timedelta(days=night)
            took = _bare(admin, at)
            begun = time.perf_counter()
            changed = sweep_people(actor=Actor.system("bench"), at=at)
            if night:
                swept.append(time.perf_counter() - begun)
                bare.append(took)
                moved.append(changed)
    floor, seconds = sorted(bare)[NIGHTS // 2], sorted(swept)[NIGHTS // 2]
    note = f"{clocks[0] if clocks else 0} clocks, {min(moved)} to {max(moved)} moved a night"
    yield at_most_times("certification_sweep", seconds, floor, 3, note=note)


def _bare(admin: psycopg.Connection, at: datetime) -> float:
    begun = time.perf_counter()
    admin.execute(BARE, {"day": timezone.localdate(at)}).fetchall()
    return time.perf_counter() - begun
