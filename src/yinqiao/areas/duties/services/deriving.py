"""What is due stands in the table as the standards say: for everybody each night, for a few people at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.duties.models import KnownGroups
from yinqiao.areas.duties.queries.standards import late_days, standards_on
from yinqiao.areas.duties.queries.wanted import wanted_today
from yinqiao.areas.duties.types import Group
from yinqiao.areas.retirees.queries import facts_of, list_rows, profile_of
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based

_MANY = 1_000_000
# The groups of the register's further facts that a standard asks for; an illness is none of them.
_READ = (Group.ALONE.value, Group.MODEL_WORKER.value, Group.PRE_1949.value)
_WANT = sql.SQL("""
DROP TABLE IF EXISTS pg_temp.duties_wanted;
CREATE TEMP TABLE duties_wanted ON COMMIT DROP AS
SELECT retiree_id, standard, min(service) AS service, min(version) AS version, occasion, min(due_on) AS due_on
FROM ({wanted}) AS w GROUP BY retiree_id, standard, occasion
""")
# What somebody told waits, however late, until somebody was there or it is taken back; the calendar asks anew by itself.
_MISS = sql.SQL("""
UPDATE duties_duty d SET state = 'missed', closed_on = {today} WHERE d.state = 'open' AND d.due_on < {before} AND {people}
  AND NOT EXISTS (SELECT 1 FROM pg_temp.duties_wanted w
                  WHERE w.retiree_id = d.retiree_id AND w.standard = d.standard AND w.occasion = d.occasion)
""")
_OPEN = sql.SQL("""
INSERT INTO duties_duty AS d (retiree_id, standard, service, occasion, version, opened_on, due_on)
SELECT w.retiree_id, w.standard, w.service, w.occasion, w.version, {today}, w.due_on
FROM pg_temp.duties_wanted w
LEFT JOIN duties_duty k ON k.retiree_id = w.retiree_id AND k.standard = w.standard AND k.occasion = w.occasion
WHERE (k.id IS NULL OR k.state = 'dropped' OR (k.state = 'missed' AND w.due_on < {before})
    OR (k.state = 'open' AND (k.due_on <> w.due_on OR k.version <> w.version)))
ON CONFLICT (retiree_id, standard, occasion) DO UPDATE SET due_on = excluded.due_on, version = excluded.version,
    service = excluded.service, state = 'open', closed_on = NULL, closed_name = ''
WHERE d.state IN ('open', 'dropped', 'missed')
""")
# What is overdue waits on for who is still here; what nobody tells any more (no day in its standard) ends at once.
_DROP = sql.SQL("""
UPDATE duties_duty d SET state = 'dropped', closed_on = {today}
FROM retirees_retiree r
WHERE d.state = 'open' AND r.id = d.retiree_id AND {people}
  AND (d.due_on >= {today} OR d.standard = ANY ({told}) OR NOT (d.standard = ANY ({all_known}))
    OR r.status <> CASE WHEN d.service = 'condolence' THEN 'deceased' ELSE 'managed' END)
  AND NOT EXISTS (SELECT 1 FROM pg_temp.duties_wanted w
                  WHERE w.retiree_id = d.retiree_id AND w.standard = d.standard AND w.occasion = d.occasion)
""")
# Whoever is in our care and whose facts changed since they were read, or were never read.
_UNREAD = """
SELECT r.id FROM retirees_retiree r LEFT JOIN duties_knowngroups k ON k.retiree_id = r.id
WHERE r.status = 'managed' AND (k.retiree_id IS NULL OR k.digest IS DISTINCT FROM r.facts_digest) ORDER BY r.id LIMIT %s
"""


def sweep_duties(*, actor: Actor, at: datetime) -> int:
    """Let everybody's duties stand as the standards say today; returns how many changed. The actor must reach everybody.

    All or nothing; a second run changes nothing, and the next night makes up for a missed one.
    """
    with perform(actor=actor, action="duties.sweep", at=at) as act, set_based(_MANY):
        changed = derive(act=act)
        act.people = changed
        act.note(changed=changed)
    return changed


def derive(*, act: Act, ids: Sequence[UUID] | None = None) -> int:
    """Let the duties of these people (None: of everybody) stand as they should; returns how many changed."""
    people = sql.SQL("{}::uuid[]").format(sql.Literal([str(one) for one in ids])) if ids is not None else None
    today = act.stamp.occurred_on
    standards = standards_on(today)
    day = sql.SQL("{}::date").format(sql.Literal(today))
    before = sql.SQL("{} - {}").format(day, sql.Literal(late_days(today)))
    gaps = {
        "today": day, "before": before, "wanted": wanted_today(standards, today, people),
        "people": sql.SQL("d.retiree_id = ANY ({})").format(people) if people is not None else sql.SQL("true"),
        "told": sql.Literal([one.id for one in standards if one.when.value == "told"]),
        "all_known": sql.Literal([one.id for one in standards if one.is_on]),
    }  # fmt: skip
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute(_WANT.format(**gaps))
        for statement in (_MISS, _OPEN, _DROP):
            cursor.execute(statement.format(**gaps))
            changed += cursor.rowcount
    return changed


def read_changed(*, actor: Actor, at: datetime, limit: int = 5000) -> int:
    """Read the groups of so many people whose sealed facts are new; returns how many. Call it until that is 0."""
    with perform(actor=actor, action="duties.read_groups", at=at) as act:
        with connection.cursor() as cursor:
            cursor.execute(_UNREAD, [limit])
            ids = [row[0] for row in cursor.fetchall()]
        read_groups(ids=ids, today=act.stamp.occurred_on)
        act.people = len(ids)
        act.note(read=len(ids))
    return len(ids)


def read_groups(*, ids: Sequence[UUID], today: date) -> None:
    """Keep which groups the sealed facts of these people name, and nothing else of them."""
    rows = list(list_rows(scope=Scope.everything(), ids=ids))
    known = {one.retiree_id: one for one in KnownGroups.objects.filter(retiree_id__in=ids)}
    told = []
    for row, facts in zip(rows, facts_of(rows), strict=True):
        named = profile_of(facts).get("special_group", "").split(",")
        groups = [one for one in _READ if one in named]
        before = known.get(row.pk)
        since = before.since if before is not None and before.groups == groups else today
        told.append(KnownGroups(retiree_id=row.pk, digest=row.facts_digest, groups=groups, since=since))
    KnownGroups.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["retiree"], update_fields=["digest", "groups", "since"]
    )
