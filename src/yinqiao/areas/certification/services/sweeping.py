"""The sweep of every night over everybody, and what rosters told about those who came since."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.certification.models import Clock
from yinqiao.areas.certification.queries.rule import cycle_on
from yinqiao.areas.certification.rules import due_on
from yinqiao.areas.certification.services.judging import judge, settle
from yinqiao.areas.certification.types import Cycle
from yinqiao.areas.retirees.queries import facts_of, list_rows, profile_of
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import copy_frame, set_based

_MANY = 1_000_000
_DAYS = {"retiree_id": "uuid", "day": "date", "method": "text", "origin": "text"}
_KEEP = """
INSERT INTO certification_record (retiree_id, entry, day, method, origin, author_name, author_unit)
SELECT retiree_id, 'result', day, method, origin, %s, %s FROM pg_temp.certification_told_days
"""


def sweep_people(*, actor: Actor, at: datetime) -> int:
    """Let everybody's clock stand where it should today; returns how many changed. The actor must reach everybody.

    All or nothing: killed half-way nothing happened, and the next run does it all; so does one after missed nights.
    """
    with perform(actor=actor, action="certification.sweep_people", at=at) as act, set_based(_MANY):
        changed = judge(act)
        act.people = changed
        act.note(changed=changed)
    return changed


def read_rosters(*, actor: Actor, at: datetime, limit: int = 5000) -> int:
    """Take over the last certification that the rosters told about so many whose roster was not read yet.

    Returns how many were read; call it until that is 0. A day whose certification was over when the person came to us is
    old news, and nobody counts as overdue by it.
    """
    with perform(actor=actor, action="certification.read_rosters", at=at) as act:
        unread = Clock.objects.select_for_update(skip_locked=True).filter(is_roster_read=False).order_by("retiree_id")
        begun = dict(unread.values_list("retiree_id", "begun_on")[:limit])
        today = act.stamp.occurred_on
        told = _told_days(begun, cycle_on(today), today)
        Clock.objects.filter(pk__in=list(begun)).update(is_roster_read=True)
        if told:
            ids, days = [one.bytes for one in told], list(told.values())
            frame = pl.DataFrame({"retiree_id": pl.Series(ids, dtype=pl.Binary), "day": pl.Series(days, dtype=pl.Date)})
            take_over_days(act=act, days=frame.with_columns(method=pl.lit("told"), origin=pl.lit("roster")))
        act.people = len(begun)
        act.note(read=len(begun), told=len(told))
    return len(begun)


def take_over_days(*, act: Act, days: pl.DataFrame) -> None:
    """The last certifications of many who are here already: `retiree_id` (16 bytes), `day`, `method`, `origin`.

    Two statements for as many as there are, in an act of today whose actor reaches everybody; nothing is sorted out.
    """
    copy_frame("certification_told_days", _DAYS, days)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [act.actor.name, act.actor.unit])
    settle(act, sql.SQL("SELECT retiree_id FROM pg_temp.certification_told_days"))


def _told_days(begun: dict[UUID, date], cycle: Cycle, today: date) -> dict[UUID, date]:
    rows = list_rows(scope=Scope.everything(), ids=begun)
    told = {}
    for row, facts in zip(rows, facts_of(rows), strict=True):
        day = _day(profile_of(facts).get("certified_on", ""))
        if day and row.born_on < day <= today and due_on(day, row.born_on, cycle) >= begun[row.pk]:
            told[row.pk] = day
    return told


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
