"""Requests of a person about the own data: copy, correct, delete (Personal Information Protection Law, articles 45–49)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.utils import timezone

from yinqiao.areas.contacts.queries import list_contact_people
from yinqiao.areas.datarights import errors, events
from yinqiao.areas.datarights.models import DataRequest
from yinqiao.areas.datarights.queries import get_data_request, list_changes_for
from yinqiao.areas.datarights.rules import ANSWER, ASK_OWN, OPEN, left_out, request_due
from yinqiao.areas.datarights.types import AskedBy, DataAnswer, DataAsk, DataRequestKind, DataRequestState, PersonCopy
from yinqiao.areas.retirees import errors as person_errors
from yinqiao.areas.retirees.queries import (
    facts_of,
    find_row,
    people_within,
    profile_of,
    require_may,
    require_past,
    subject,
)
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, Scope, acting, widened
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.audit.log import record
from yinqiao.platform.crypto.fields import conceal_one, reveal_many
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.rulebook import rulebook

# What a change of keys re-encrypts.
ENCRYPTED = EncryptedTable(DataRequest._meta.db_table, ("text", "answer"))


def open_data_request(*, actor: Actor, at: datetime, retiree_id: UUID, ask: DataAsk) -> UUID:
    """Enter a request; its answer is due by the rule `datarights.request_days`. Returns its id.

    A near relative asks in the own name only for a dead person (article 49), the person only while alive.
    """
    with perform(actor=actor, action="retirees.open_data_request", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=OPEN)
        require_past(ask.received_on, row, act.stamp.occurred_on, "received_on")
        is_dead = row.status == RetireeStatus.DECEASED
        if ask.asked_by is AskedBy.RELATIVE and not is_dead:
            raise errors.relative_needs_mandate()
        if ask.asked_by is AskedBy.SELF and is_dead:
            raise errors.dead_cannot_ask()
        if not ask.text.strip():
            raise person_errors.missing_text("text", "请填写请求的内容。")
        return _enter(act, row, ask)


def ask_own_data(*, actor: Actor, at: datetime, kind: DataRequestKind, text: str) -> UUID:
    """A request by the person, signed in to the portal, received today; returns its id.

    The office of the place answers it like one brought on paper. Refused for everybody else; Conflict
    `retirees.asked_already` while the same was asked and is not answered.
    """
    with perform(actor=actor, action="datarights.ask_own_data", at=at) as act:
        if actor.scope.person is None:
            raise NotFound
        row = find_row(actor.scope, actor.scope.person)
        require_may(ASK_OWN, role=actor.role, status=RetireeStatus(row.status))
        if not text.strip():
            raise person_errors.missing_text("text", "请写一写您的要求。")
        act.about("retiree", row.pk)
        ask = DataAsk(kind, AskedBy.SELF, act.stamp.occurred_on, text)
        with widened("datarights.ask_own_data"):
            # Two clicks at once are asked one after the other.
            people_within(scope=Scope.everything()).select_for_update().get(pk=row.pk)
            open_ones = DataRequest.objects.filter(retiree=row, kind=kind.value, state=DataRequestState.OPEN.value)
            if any(known == text.strip() for known in reveal_many(list(open_ones), "text")):
                raise errors.asked_already()
            return _enter(act, row, ask)


def _enter(act: Act, row: Any, ask: DataAsk) -> UUID:
    """Write a request down, with the day by which it is answered."""
    rule = rulebook().get("datarights.request_days", region=settings.REGION, day=ask.received_on)
    request_id = uuid_utils.uuid7()
    DataRequest.objects.create(
        id=request_id,
        retiree=row,
        kind=ask.kind.value,
        asked_by=ask.asked_by.value,
        text=conceal_one(DataRequest, "text", ask.text.strip(), request_id),
        received_on=ask.received_on,
        due_on=request_due(ask.received_on, rule.parameters),
        state=DataRequestState.OPEN.value,
    )
    act.emit(events.DATA_REQUESTED, [subject(row, request=str(request_id), kind=ask.kind.value)])
    act.note(request=str(request_id), kind=ask.kind.value, rule=rule.version)
    return request_id


def answer_data_request(*, actor: Actor, at: datetime, request_id: UUID, answer: DataAnswer) -> None:
    """Answer an open request: done, or refused with the reason in `answer.text` (both are told to the person).

    A request to correct or to delete is done only by changes made since it came in: the answer names them and says
    them first. Conflict `retirees.request_closed` when it was answered before; Invalid `retirees.nothing_done`.
    """
    with perform(actor=actor, action="retirees.answer_data_request", at=at) as act:
        found = DataRequest.objects.select_for_update().filter(pk=request_id).first()
        if found is None:
            raise NotFound
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=ANSWER)
        if found.state != DataRequestState.OPEN:
            raise errors.request_closed()
        require_past(answer.answered_on, row, act.stamp.occurred_on, "answered_on")
        if not answer.text.strip():
            raise person_errors.missing_text("text", "请填写答复内容；不予办理的，请写明理由。")
        done = "" if answer.is_refused else _what_was_done(actor, found, answer.acts)
        found.state = (DataRequestState.REFUSED if answer.is_refused else DataRequestState.DONE).value
        found.answer = conceal_one(DataRequest, "answer", done + answer.text.strip(), found.pk)
        found.answered_on, found.answered_by = answer.answered_on, actor.id
        found.save(update_fields=["state", "answer", "answered_on", "answered_by"])
        act.emit(events.DATA_ANSWERED, [subject(row, request=str(found.pk), state=found.state)])
        act.note(request=str(found.pk), state=found.state, acts=[str(one) for one in answer.acts])


def _what_was_done(actor: Actor, found: DataRequest, acts: tuple[UUID, ...]) -> str:
    """The changes that met the request, in words; nothing for a copy, which is handed over."""
    if found.kind == DataRequestKind.COPY:
        return ""
    made = [one for one in list_changes_for(scope=actor.scope, request_id=found.pk) if one.act_id in acts]
    if not made:
        raise errors.nothing_done()
    words = "；".join(f"{one.occurred_on:%Y-%m-%d} {one.sentence}" for one in reversed(made))
    return f"已办理：{words}。"


@contextmanager
def reveal_copy(*, actor: Actor, at: datetime, request_id: UUID, purpose: str) -> Iterator[tuple[Actor, PersonCopy]]:
    """Everything sealed that is held on a person, in full, for the copy that a request asks for.

    With it comes the actor who may read the rest of the copy: it sees content, even who oversees, until the block ends.
    A read: leaves an entry of kind `read` with the request and the purpose. Refused for roles that do not answer
    requests and for requests that ask for something else (`retirees.not_a_copy`); NotFound out of scope; Invalid
    without a purpose. (Personal Information Protection Law, article 45.)
    """
    if not purpose.strip():
        raise person_errors.purpose_missing()
    with acting(actor):
        asked = get_data_request(scope=actor.scope, request_id=request_id)
        row = find_row(actor.scope, asked.retiree_id)
        require_may(ANSWER, role=actor.role, status=RetireeStatus(row.status))
        if asked.kind != DataRequestKind.COPY or asked.state == DataRequestState.REFUSED:
            raise errors.not_a_copy()
        record(
            actor, action="retirees.reveal_copy", kind="read", at=at, subject=("retiree", row.pk), people=1,
            purpose=purpose.strip(), detail={"request": str(request_id)},
        )  # fmt: skip
        # Noted with its purpose: from here on the copy holds everything, whoever answers.
        reader = actor.within(actor.scope.in_full())
        with acting(reader):
            known = facts_of([row])[0]
            facts = {name: value for name, value in known.items() if name != "profile"}
            people = list_contact_people(scope=reader.scope, retiree_id=row.pk, in_full=True)
            rule = rulebook().get("datarights.copy", region=settings.REGION, day=timezone.localdate(at))
            kept_back = left_out(DataRequest.objects.get(pk=request_id).asked_by, rule.parameters)
            yield reader, PersonCopy(asked, facts, profile_of(known), tuple(people), kept_back)
