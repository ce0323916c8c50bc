"""Records a death, and takes the record back when it was wrong. What a death stops reacts to its event."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.retirees import errors, events
from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.retirees.queries.guard import subject
from yinqiao.areas.retirees.rules import ACTS, check_death
from yinqiao.areas.retirees.services.guard import lock_person, save_person, with_sources
from yinqiao.areas.retirees.services.notes import write_note
from yinqiao.areas.retirees.types import Death, NoteKind, RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform


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
        save_person(
            row,
            {
                "status": RetireeStatus.DECEASED.value,
                "status_on": death.died_on,
                "died_on": death.died_on,
                "sources": with_sources(row, ["status", "died_on"], death.source, death.died_on),
            },
        )
        write_note(act, row, NoteKind.NOTE, act.stamp.occurred_on, f"死亡登记依据：{death.proof.strip()}")
        facts = {"died_on": death.died_on.isoformat(), "source": death.source.value}
        act.emit(events.DEATH_RECORDED, [subject(row, **facts)])
        act.note(rule=decision.rule, **facts)


def withdraw_death(*, actor: Actor, at: datetime, retiree_id: UUID, reason: str, lock_version: int) -> None:
    """Take a wrong record of death back: the state before it stands again, from the row history.

    Refused for community officers (a second office looks at it), and for a person not recorded dead.
    """
    with perform(actor=actor, action="retirees.withdraw_death", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=ACTS["withdraw_death"], lock_version=lock_version)
        if not reason.strip():
            raise errors.missing_text("reason", "请填写撤销的原因。")
        status, status_on = _before_death(row)
        sources = {name: value for name, value in row.sources.items() if name not in {"status", "died_on"}}
        save_person(row, {"status": status, "status_on": status_on, "died_on": None, "sources": sources})
        write_note(act, row, NoteKind.NOTE, act.stamp.occurred_on, f"撤销死亡登记：{reason.strip()}")
        act.emit(events.DEATH_WITHDRAWN, [subject(row)])


def _before_death(row: Retiree) -> tuple[str, date]:
    """Status and its day in the latest version in which the person was alive; registered dead means managed never."""
    found = (
        RetireeVersion.objects.filter(pgh_obj_id=row.pk)
        .exclude(status__in=[RetireeStatus.DECEASED.value, RetireeStatus.MERGED.value])
        .order_by("-pgh_id")
        .values_list("status", "status_on")
        .first()
    )
    if found is None:
        raise errors.not_recorded_dead()
    return found
