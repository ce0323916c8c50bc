"""Records deaths, and takes the record back when it was wrong. What a death stops reacts to its event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.guard import subject
from yinqiao.areas.retirees.rules import ACTS, check_death
from yinqiao.areas.retirees.services.guard import lock_person
from yinqiao.areas.retirees.services.notes import write_notes
from yinqiao.areas.retirees.types import Death, NoteKind, ToldDeath
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def record_death(*, actor: Actor, at: datetime, retiree_id: UUID, death: Death) -> None:
    """Record that a person died; the status becomes `deceased` from that day.

    `death.proof` names the paper seen (medical certificate of death, cremation certificate, cancelled household
    registration) or says why there is none; it is kept as a sealed note. Refuses a day in the future or before
    birth, a person already dead or merged, and a version that is not the present one.
    """
    with perform(actor=actor, action="retirees.record_death", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=ACTS["record_death"], lock_version=death.lock_version)
        decision = check_death(died_on=death.died_on, born_on=row.born_on, today=act.stamp.occurred_on)
        if not decision.value:
            raise errors.impossible_day(decision.reason, "died_on")
        if not death.proof.strip():
            raise errors.missing_text("proof", "请填写依据的证明材料；没有材料的，请说明原因。")
        record_deaths(act=act, deaths=[ToldDeath(retiree_id, death.died_on, death.source, death.proof.strip())])
        act.note(rule=decision.rule, died_on=death.died_on.isoformat(), source=death.source.value)


def record_deaths(*, act: Act, deaths: Sequence[ToldDeath]) -> None:
    """Record the deaths of many people in a handful of statements; the caller has locked and judged each of them."""
    days, sources = [one.died_on for one in deaths], [one.source.value for one in deaths]
    with connection.cursor() as cursor:
        cursor.execute(_DIE, [[one.retiree_id for one in deaths], days, sources])
    told = {one.retiree_id: one for one in deaths}
    rows = list(Retiree.objects.filter(pk__in=told).order_by("pk"))
    write_notes(act, rows, NoteKind.NOTE, [f"死亡登记依据：{told[row.pk].proof}" for row in rows])
    facts = {one.retiree_id: {"died_on": one.died_on.isoformat(), "source": one.source.value} for one in deaths}
    act.emit(events.DEATH_RECORDED, [subject(row, **facts[row.pk]) for row in rows])


def withdraw_death(*, actor: Actor, at: datetime, retiree_id: UUID, reason: str, lock_version: int) -> None:
    """Take a wrong record of death back: the state before it stands again, from the row history.

    Refused for community officers (a second office looks at it), and for a person not recorded dead.
    """
    with perform(actor=actor, action="retirees.withdraw_death", at=at) as act:
        lock_person(act=act, retiree_id=retiree_id, rule=ACTS["withdraw_death"], lock_version=lock_version)
        if not reason.strip():
            raise errors.missing_text("reason", "请填写撤销的原因。")
        if not withdraw_deaths(act=act, ids=[retiree_id], reason=reason.strip()):
            raise errors.not_recorded_dead()


def withdraw_deaths(*, act: Act, ids: Sequence[UUID], reason: str) -> list[UUID]:
    """Take the records of many deaths back; returns who lives again: all who are dead and were managed alive once."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, [list(ids)])
        living = [one for (one,) in cursor.fetchall()]
    rows = list(Retiree.objects.filter(pk__in=living).order_by("pk"))
    write_notes(act, rows, NoteKind.NOTE, [f"撤销死亡登记：{reason}"] * len(rows))
    act.emit(events.DEATH_WITHDRAWN, [subject(row) for row in rows])
    return living


_DIE = (
    "UPDATE retirees_retiree r SET status = 'deceased', status_on = t.day, died_on = t.day,"
    "   lock_version = r.lock_version + 1, sources = r.sources || jsonb_build_object("
    "     'status', jsonb_build_array(t.source, t.day), 'died_on', jsonb_build_array(t.source, t.day))"
    " FROM unnest(%s::uuid[], %s::date[], %s::text[]) AS t(id, day, source) WHERE r.id = t.id"
)
# Status and its day in the latest version in which the person was alive; registered dead means managed never.
_LIVE = (
    "UPDATE retirees_retiree r SET status = v.status, status_on = v.status_on, died_on = NULL,"
    "   lock_version = r.lock_version + 1, sources = r.sources - 'status' - 'died_on'"
    " FROM (SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, status, status_on FROM retirees_retireeversion"
    "   WHERE pgh_obj_id = ANY (%s::uuid[]) AND status NOT IN ('deceased', 'merged')"
    "   ORDER BY pgh_obj_id, pgh_id DESC) AS v"
    " WHERE r.id = v.pgh_obj_id AND r.status = 'deceased' RETURNING r.id"
)
