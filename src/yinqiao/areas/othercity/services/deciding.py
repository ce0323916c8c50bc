"""Whom another city offers: written into a roster for the usual door, accepted once we hold them, or returned; answered."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings

from yinqiao.areas.archives import services as archives
from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.lists.queries import kind_named
from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import Arrival, Package
from yinqiao.areas.othercity.queries import list_arrivals, of_places
from yinqiao.areas.othercity.rules import return_reasons
from yinqiao.areas.othercity.rules.messages import Answered, AnswerMessage, PersonSent
from yinqiao.areas.othercity.services.papers import make_paper
from yinqiao.areas.othercity.services.sealing import open_people
from yinqiao.areas.othercity.services.taking_in import close_package
from yinqiao.areas.othercity.types import NOTE_LENGTH, ArrivalState, Decision, RegisterMark
from yinqiao.areas.party import services as party
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.rosters.queries import template_columns
from yinqiao.kernel.codes import Education, EthnicGroup, PoliticalStatus, RetirementType, Sex
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.audit.log import record
from yinqiao.platform.sheets.writer import write_workbook


def accept_arrivals(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> list[Package]:
    """Accept people of other cities whom our register holds as managed; one signed answer per package, returned.

    From this answer on we are responsible. Conflict `othercity.not_in_register`, `…nobody_open`; Invalid
    `othercity.offer_over`.
    """
    with perform(actor=actor, action="othercity.accept_arrivals", at=at) as act:
        rows = _pick(act, ids)
        if absent := sum(one.mark != RegisterMark.MANAGED for one in rows):
            raise errors.not_in_register(absent)
        packages = _answer(act, rows, ArrivalState.ACCEPTED)
        known = people_within(scope=actor.scope).filter(id_no_index__in=[one.id_no_index for one in rows])
        people = list(known.filter(merged_into__isnull=True))
        _bring_back(act, rows, {bytes(one.id_no_index or b""): one.pk for one in people})
        act.emit(events.ARRIVED, [Subject(one.pk, one.enterprise_id, one.place_no) for one in people])
    return packages


def _bring_back(act: Act, rows: Sequence[Any], known: Mapping[bytes, UUID]) -> None:
    """What went to another city with somebody who comes back is held here again, as far as the package brings it."""
    with_archives = [known[bytes(one.id_no_index)] for one in rows if one.archives]
    with_party = [known[bytes(one.id_no_index)] for one in rows if one.has_party]
    back = {
        "archives_back": archives.take_from_city(act=act, people=with_archives),
        "relations_back": party.take_from_city(act=act, people=with_party),
    }
    act.note(**{name: count for name, count in back.items() if count})


def return_arrivals(*, actor: Actor, at: datetime, ids: Sequence[UUID], reason: str, note: str = "") -> list[Package]:
    """Return people to the city that offers them, with a reason of the rulebook; one signed answer per package.

    Invalid `othercity.reason_unknown`, `…reason_needs_words`; Conflict `…nobody_open`.
    """
    known = return_reasons().get(reason)
    if known is None:
        raise errors.reason_unknown()
    if known.needs_note and not note.strip():
        raise errors.reason_needs_words()
    with perform(actor=actor, action="othercity.return_arrivals", at=at) as act:
        packages = _answer(act, _pick(act, ids), ArrivalState.RETURNED, reason, note.strip()[:NOTE_LENGTH])
        act.note(reason=reason)
        data = {"reason": reason}
        act.emit(
            events.SENT_BACK,
            [Subject(None, place_no=one.place_no, subject_id=one.pk, data=data) for one in packages],
        )
    return packages


def _pick(act: Act, ids: Sequence[UUID]) -> list[Any]:
    """Lock those of these people who wait, in one order; refuses an offer that is over."""
    here = Arrival.objects.filter(of_places(act.actor.scope), pk__in=ids, state=ArrivalState.WAITING)
    locked = list(here.select_for_update().order_by("id").values_list("pk", flat=True))
    rows = list(list_arrivals(scope=act.actor.scope).filter(pk__in=locked))
    if not rows:
        raise errors.nobody_open()
    if any(one.package.valid_to < act.stamp.occurred_on for one in rows):
        raise errors.offer_over()
    act.people = len(rows)
    return rows


def _answer(act: Act, rows: Sequence[Any], state: ArrivalState, reason: str = "", note: str = "") -> list[Package]:
    today = act.stamp.occurred_on
    Arrival.objects.filter(pk__in=[one.pk for one in rows]).update(
        state=state, state_on=today, reason=reason, note=note
    )
    packages: dict[Package, list[Answered]] = {}
    for one in rows:
        told = Answered(ref=one.ref, decision=Decision(state.value), decided_on=today, reason=reason, note=note)
        packages.setdefault(one.package, []).append(told)
    for package, answers in packages.items():
        message = AnswerMessage(
            jti=uuid_utils.uuid7(), iss=settings.REGION, aud=package.city, iat=act.at, number=package.number,
            answers=tuple(answers),
        )  # fmt: skip
        make_paper(act, package, message)
        close_package(act, package)
    act.note(packages=[one.number for one in packages])
    return list(packages)


def write_roster(*, actor: Actor, at: datetime, ids: Sequence[UUID], purpose: str) -> BinaryIO:
    """The people of these who wait as a workbook in the roster's own template: the usual door takes them in.

    An entry of kind `read` names the purpose. Invalid `othercity.purpose_missing`; Conflict `…nobody_open`.
    """
    if not purpose.strip():
        raise errors.purpose_missing()
    with acting(actor):
        waiting = Arrival.objects.filter(of_places(actor.scope), pk__in=ids, state=ArrivalState.WAITING)
        rows = list(waiting.order_by("employer", "name", "id"))
        if not rows:
            raise errors.nobody_open()
        record(
            actor, action="othercity.roster_downloaded", kind="read", at=at, people=len(rows), purpose=purpose.strip()
        )
        people = open_people([one.facts for one in rows], [one.pk for one in rows])
    names = [one.field for one in template_columns()]
    columns, _ = kind_named(ROSTER).template()
    file = io.BytesIO()
    cells = (_cells(one) for one in people)
    write_workbook(file, columns, ([known.get(name) for name in names] for known in cells), sheet_name="转入名册")
    file.seek(0)
    return file


def _cells(person: PersonSent) -> dict[str, Any]:
    """What a roster says of one person, in its own words."""
    sex, ethnic = Sex.read(str(person.sex)), EthnicGroup.read(person.ethnic_group)
    education = Education.read(person.education)
    kind = RetirementType.read(person.retirement_type)
    status = PoliticalStatus.read(person.party[0].political_status) if person.party else None
    return {
        "name": person.name,
        "sex": sex.label if sex else "",
        "id_no": person.id_no,
        "born_on": person.born_on.isoformat(),
        "ethnic_group": ethnic.label if ethnic else "",
        "education": education.label if education else "",
        "political_status": status.label if status else "",
        "party_branch": person.party[0].branch if person.party else "",
        "phone": person.phone,
        "residence_address": person.address,
        "household_address": person.household_address,
        "work_start_on": person.work_start_on.isoformat() if person.work_start_on else "",
        "retired_on": person.retired_on.isoformat() if person.retired_on else "",
        "retirement_type": kind.label if kind else "",
        "former_unit": person.former_unit or person.employer.name,
        "former_post": person.former_post,
        "archive_no": person.archives[0].archive_no if person.archives else "",
    }
