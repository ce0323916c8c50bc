"""An application becomes a case: judged by its item, numbered, its clock started; whichever way it came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.applications import errors, events
from yinqiao.areas.applications.models import Case, ItemVersion
from yinqiao.areas.applications.queries import item_in_force, known_answers, version_text
from yinqiao.areas.applications.rules import lacking_of_proxy, read_answers, why_not
from yinqiao.areas.applications.services.gates import pass_gates
from yinqiao.areas.applications.services.writing import note_passage, start_clock, who_acts
from yinqiao.areas.applications.types import OPEN, Applicant, Application, CaseState, GateCall, Item
from yinqiao.areas.applications.types import Act as Done
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one

_NUMBER = """
INSERT INTO applications_caseseries (place_no, year, last) VALUES (%s, %s, 1)
ON CONFLICT (place_no, year) DO UPDATE SET last = applications_caseseries.last + 1 RETURNING last
"""


def apply(*, actor: Actor, at: datetime, retiree_id: UUID, application: Application) -> UUID:
    """Take an application for a person of the scope; returns the case.

    Invalid `applications.wrong_answers`, `.unknown_field`, `.nothing_asked`, `.not_entitled`, `.proxy_missing`; Refused
    `.may_not_apply`; Conflict `.open_already`; NotFound for a person out of scope or an item not in force.
    """
    with perform(actor=actor, action="applications.apply", at=at) as act:
        item_in_force(application.item, act.stamp.occurred_on)
        return enter(act, _lock(act, retiree_id), application, within=actor.scope, place=actor.scope.place_from).pk


def enter(act: Act, person: Any, told: Application, *, within: Scope, place: int) -> Case:
    """Make a case of an application for a locked person, numbered by the office of `place`."""
    today = act.stamp.occurred_on
    item = item_in_force(told.item, today)
    _require(item, person, told, today)
    answers = _answers(within, item, person.pk, told)
    pass_gates(item, "apply", GateCall(act.actor.within(within), today, person.pk, answers))
    if Case.objects.filter(retiree_id=person.pk, code=item.code, state__in=OPEN).exists():
        raise errors.relative_applied() if item.is_posthumous else errors.open_already()
    case = _case(act, item, person, told, answers)
    case.number = _number(place, today.year)
    start_clock(case, item, today)
    case.save(force_insert=True)
    note_passage(act, case, Done.APPLY)
    act.about("retiree", person.pk)
    act.note(item=item.code, version=item.version, number=case.number)
    act.emit(events.APPLIED, [subject(person, item=item.code)])
    return case


def _lock(act: Act, retiree_id: UUID) -> Any:
    scope = act.actor.scope
    if not scope.sees_content or scope.is_enterprise:
        raise NotFound
    row = people_within(scope=scope).select_for_update(of=("self",)).filter(pk=retiree_id).first()
    if row is None:
        raise NotFound
    return row


def _require(item: Item, person: Any, application: Application, today: date) -> None:
    """Who may apply, what the machine looks at, and the consent behind whoever acts for the person."""
    unfit = why_not(item, application.applicant, person.status, person.born_on, today)
    if unfit is not None and unfit.remedy:
        raise errors.not_entitled(unfit.words, unfit.remedy)
    if unfit is not None:
        raise errors.may_not_apply(unfit.words)
    wrong = lacking_of_proxy(application, today)
    if wrong and application.applicant is Applicant.RELATIVE:
        raise errors.wrong_answers(wrong)
    if wrong:
        raise errors.proxy_missing(wrong)


def _answers(within: Scope, item: Item, retiree_id: UUID, application: Application) -> dict[str, str]:
    """What was filled in; what was left blank is as the register says. Nothing is asked that would change nothing."""
    known = known_answers(scope=within, retiree_id=retiree_id, item=item)
    given = {code: text for code, text in application.answers.items() if text.strip()}
    answers = read_answers(item, {**known, **given}, places().community_labels)
    if item.effects and all(known.get(code) == value for code, value in answers.items()):
        raise errors.nothing_asked()
    return answers


def _case(act: Act, item: Item, person: Any, told: Application, answers: Mapping[str, str]) -> Case:
    case_id, actor = uuid_utils.uuid7(), act.actor
    is_agreed = told.applicant in (Applicant.FAMILY, Applicant.OFFICER)
    content: dict[str, Any] = {"answers": dict(answers)}
    if told.applicant is not Applicant.SELF:
        content |= {name: normalise_text(getattr(told, name)).value[:60] for name in ("name", "relation", "phone")}
    known = {one.code for one in item.needed(told.applicant)}
    return Case(
        id=case_id, retiree_id=person.pk, item=_version(item), code=item.code,
        applicant=told.applicant, channel=told.channel, consent=told.consent if is_agreed and told.consent else "",
        consented_on=told.consented_on if is_agreed else None, step=0, step_role=item.step[0].role,
        sealed=conceal_one(Case, "sealed", json.dumps(content, ensure_ascii=False), case_id),
        materials=sorted(known & set(told.materials)), state=CaseState.APPLIED, applied_on=act.stamp.occurred_on,
        author_name=who_acts(act)[:64], author_unit=actor.unit[:120],
    )  # fmt: skip


def _version(item: Item) -> ItemVersion:
    """The version as it stands from its first use on; a file that changed without a new version is not taken."""
    text = version_text(item)
    digest = sha256(text.encode()).hexdigest()
    ItemVersion.objects.bulk_create(
        [ItemVersion(id=uuid_utils.uuid7(), code=item.code, version=item.version, digest=digest, text=text)],
        ignore_conflicts=True,
    )
    row = ItemVersion.objects.get(code=item.code, version=item.version)
    if row.digest != digest:
        raise errors.item_changed()
    return row


def _number(place: int, year: int) -> str:
    """The next number of the office: `430104011003-2026-00012`."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [place, year])
        ((last,),) = cursor.fetchall()
    return f"{places().by_no[place].code}-{year}-{last:05d}"
