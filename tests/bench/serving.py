"""The rows about services due: everybody's after a change of a standard, and one person's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, register_of, scratch, superuser
from tests.bench.figures import Figure, at_most, p95

if TYPE_CHECKING:
    from yinqiao.platform.access import Actor

ONES = 200
# Everybody in our care; one in fifteen lives alone, one in forty is in hardship.
MANAGED = "UPDATE retirees_retiree SET status = 'managed', died_on = NULL WHERE status <> 'merged'"
ALONE = """
INSERT INTO duties_knowngroups (retiree_id, digest, groups, since)
SELECT id, facts_digest, CASE WHEN row_number() OVER () % 15 = 0 THEN ARRAY['alone'] ELSE '{}'::varchar[] END, current_date
FROM retirees_retiree ON CONFLICT DO NOTHING
"""
HARDSHIP = """
INSERT INTO aid_hardship (retiree_id, grade, since, basis, source)
SELECT id, 'minimum_living', current_date, 'x', 'civil_affairs' FROM retirees_retiree ORDER BY id LIMIT 7500 ON CONFLICT DO NOTHING
"""


def duties_recomputed() -> Iterator[Figure]:
    """The visits of 80 and older begin at 70 instead: what that opens and drops for 300,000 people, as one act."""
    from yinqiao.areas.duties.services import sweep_duties
    from yinqiao.platform.access import Actor
    from yinqiao.platform.rulebook import freshen, supply_rules

    system, now = Actor.system("bench"), timezone.now()
    with scratch(register_of(FULL)) as database, superuser(database) as admin, pointed_at(database):
        people = _settle(admin)
        first, opened = _timed(lambda: sweep_duties(actor=system, at=now))
        supply_rules(lambda: [_younger(timezone.localdate(now))])
        freshen(timezone.localdate(now) + timedelta(days=1))
        again, changed = _timed(lambda: sweep_duties(actor=system, at=now))
        quiet, _ = _timed(lambda: sweep_duties(actor=system, at=now))
        admin.execute("VACUUM (ANALYZE) duties_duty")
        ids = [row[0] for row in admin.execute("SELECT id FROM retirees_retiree ORDER BY md5(id::text) LIMIT 200")]
        singles = []
        for one in ids[:ONES]:
            singles.append(_timed(partial(_one, system, now, one))[0])
    note = (
        f"{people} people; {opened} duties opened at first in {first:.1f} s; {changed} moved by the change;"
        f" a night on which nothing changed {quiet:.1f} s"
    )
    yield at_most("duties_recomputed", max(first, again), 30, note=note)
    yield at_most("duty_of_one", 1000 * p95(singles), 50, unit="ms", note=f"p95 of {len(singles)} people")


def _one(actor: Actor, at: datetime, person: UUID) -> int:
    """As each act that changes somebody does."""
    from yinqiao.areas.duties.services.deriving import derive
    from yinqiao.platform.acts import perform

    with perform(actor=actor, action="bench.derive", at=at) as act:
        return derive(act=act, ids=[person])


def _settle(admin: psycopg.Connection) -> int:
    for statement in (MANAGED, ALONE, HARDSHIP):
        admin.execute(statement)
    admin.execute("VACUUM (ANALYZE) retirees_retiree, duties_knowngroups, aid_hardship")
    found = admin.execute("SELECT count(*) FROM retirees_retiree WHERE status = 'managed'").fetchone()
    return int(found[0]) if found else 0


def _younger(day: date) -> object:
    from django.conf import settings

    from yinqiao.platform.rulebook import shipped

    rule = shipped().get("duties.very_old_visit", region=settings.REGION, day=day)
    return replace(rule, region=settings.REGION, parameters={**rule.parameters, "from_age": 70})


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    told = work()
    return time.perf_counter() - begun, told
