"""What a person does about relief in the portal, or whom the person has authorised in the matter.

Looked for in the own scope, written in the widened one (decision 0045).
"""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from yinqiao.areas.aid import errors, events
from yinqiao.areas.aid.models import Relief
from yinqiao.areas.aid.rules import RELIEF_STEPS, read_told
from yinqiao.areas.aid.services.relief import end_relief, enter_relief
from yinqiao.areas.aid.types import MATTER, ConsentWay, NewRelief, Origin, ReliefEnd, ReliefState, Step
from yinqiao.areas.applications.services import Filled, of_person, take_draft, within_limits, write_draft
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one

_STEPS = tuple(Step)


def keep_relief_draft(*, actor: Actor, at: datetime, step: Step, typed: str, is_back: bool = False) -> None:
    """Keep one answer of an application that is not sent; `is_back` keeps it as it was typed and judges nothing.

    Invalid `aid.wrong_answer` beside the field; Refused `authorisations.not_within`.
    """
    with perform(actor=actor, action="aid.keep_relief_draft", at=at) as act, of_person(act=act) as person:
        within_limits(act=act, code=MATTER)
        text, problem = read_told(step, typed)
        if problem and not is_back:
            raise errors.wrong_answer(step.value, problem)
        page = _STEPS.index(step) + (0 if is_back else 2)
        kept = Filled(min(max(page, 1), len(_STEPS)), {step.value: text[:2000]})
        write_draft(act=act, person=person, at=at, code=MATTER, filled=kept)


def send_relief(*, actor: Actor, at: datetime) -> UUID:
    """Apply with what was filled in; the draft is used up. Returns the case.

    Conflict `applications.no_draft` when it was sent before, `aid.check_not_agreed` without the consent to the check;
    Invalid `aid.wrong_answer` for the first page that lacks; else what `apply_relief` refuses.
    """
    with perform(actor=actor, action="aid.send_relief", at=at) as act, of_person(act=act) as person:
        warrant = within_limits(act=act, code=MATTER)
        if person.status != RetireeStatus.MANAGED:
            raise errors.cannot_apply()
        told = take_draft(act=act, person=person, code=MATTER)
        for step in _STEPS:
            if problem := read_told(step, told.get(step.value, ""))[1]:
                raise errors.wrong_answer(step.value, f"{step.label}：{problem}")
        if told[Step.CONSENT.value] != "yes":
            raise errors.check_not_agreed()
        origin = Origin.SELF if warrant is None else Origin.FAMILY
        row = enter_relief(act, person, NewRelief(told["kind"], origin, told["urgent"] == "yes"))
        row.warrant_id = actor.scope.warrant
        row.told = conceal_one(Relief, "told", json.dumps(dict(told), ensure_ascii=False), row.pk)
        row.consent_way = ConsentWay.ELECTRONIC if warrant is None else ConsentWay.WARRANT
        row.consent_on, row.consent_paper = act.stamp.occurred_on, f"长辈版 {act.stamp.occurred_on:%Y%m%d}"
        row.save(update_fields=["warrant_id", "told", "consent_way", "consent_on", "consent_paper"])
        return row.pk


def withdraw_relief(*, actor: Actor, at: datetime, relief_id: UUID) -> None:
    """Take the own application back before it is decided; NotFound for that of somebody else, Conflict `aid.relief_step`."""
    with perform(actor=actor, action="aid.withdraw_relief", at=at) as act, of_person(act=act) as person:
        within_limits(act=act, code=MATTER)
        row = _own(act, person.pk, relief_id)
        if row.state == ReliefState.GRANTED or ReliefState(row.state) not in RELIEF_STEPS["close"]:
            raise errors.relief_step()
        end_relief(row, ReliefEnd.WITHDRAWN, act)
        act.note(relief=str(row.pk), kind=row.kind)
        tell_people(act=act, kind=events.RELIEF_CLOSED, people=[row.retiree_id])


def _own(act: Act, person_id: UUID, relief_id: UUID) -> Relief:
    found = Relief.objects.select_for_update().filter(pk=relief_id, retiree_id=person_id)
    row = found.exclude(state=ReliefState.PROPOSED).first()
    if row is None:
        raise NotFound
    return row
