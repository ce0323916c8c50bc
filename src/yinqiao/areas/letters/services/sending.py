"""A letter goes out: its people and its day on record, its number and paper taken in the same act; or it is voided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.letters import errors, events
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.queries import find_offices, get_letter, list_candidates, rising
from yinqiao.areas.letters.rules import FLOW, due_on, purposes
from yinqiao.areas.letters.types import LetterState, Purpose
from yinqiao.areas.lost_contact.queries import list_lost
from yinqiao.areas.lost_contact.services import record_step
from yinqiao.areas.lost_contact.types import Answer, StepTaken
from yinqiao.areas.papers.queries import get_paper
from yinqiao.areas.papers.services import print_paper, void_paper
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.areas.retirees.queries import subject
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.events.models import Event

PAPER = "letters-query"


def send_letter(
    *, actor: Actor, at: datetime, purpose: str, office: str, people: Sequence[UUID], office_id: UUID | None = None
) -> UUID:
    """Write a letter to an office about these people: numbered, printed, due; returns its id.

    With `office_id` it is addressed to an office whose own officers read and answer it here, too; its name is theirs.
    Of people who are sought it becomes a step of each one's search. Invalid `letters.nobody_chosen`,
    `letters.too_many`, `letters.office_missing`; Conflict `letters.asked_already`; NotFound for a person out of scope.
    """
    with perform(actor=actor, action="letters.send_letter", at=at) as act:
        kind, today = _purpose(purpose), act.stamp.occurred_on
        if not actor.scope.sees_content:
            raise NotFound
        most = rising(today)["most_people"]
        if not people:
            raise errors.nobody_chosen()
        if len(set(people)) > most:
            raise errors.too_many(most)
        office = _named(act, kind, office_id) if office_id else office.strip()
        if not office:
            raise errors.office_missing()
        rows = _people(act, kind, people)
        letter = Letter.objects.create(
            id=uuid_utils.uuid7(), purpose=kind.code, office=office[:100], office_id=office_id, place_no=actor.scope.place_from,
            sent_on=today, due_on=due_on(today, kind), people=len(rows), author_name=actor.name[:64],
            author_unit=actor.unit[:120],
        )  # fmt: skip
        Asked.objects.bulk_create(
            Asked(id=uuid_utils.uuid7(), letter=letter, retiree_id=row.pk, name=row.name, purpose=kind.code)
            for row in rows
        )
        letter.paper_id = print_paper(actor=actor, at=at, kind=PAPER, subject_id=str(letter.pk))
        letter.number = get_paper(scope=actor.scope, paper_id=letter.paper_id).number
        letter.save(update_fields=["paper_id", "number"])
        act.about("letter", letter.pk, people=len(rows))
        act.note(purpose=kind.code, number=letter.number)
        act.emit(events.SENT, [subject(row, purpose=kind.code) for row in rows])
        _search(act, kind, [row.pk for row in rows], StepTaken(Answer.ASKED, today, letter.number))
    return letter.pk


def _named(act: Act, kind: Purpose, office_id: UUID) -> str:
    offices = find_offices(scope=act.actor.scope, purpose=kind, today=act.stamp.occurred_on)
    name = next((one.name for one in offices if one.pk == office_id), None)
    if name is None:
        raise NotFound
    return str(name)


def _purpose(code: str) -> Purpose:
    found = purposes().get(code)
    if found is None:
        raise NotFound
    return found


def _people(act: Act, kind: Purpose, people: Sequence[UUID]) -> list[Any]:
    """The people, locked, in the order of the list; about each of whom this is not asked already."""
    free = list_candidates(scope=act.actor.scope, purpose=kind, today=act.stamp.occurred_on, everybody=True)
    rows = list(free.filter(pk__in=people).select_for_update(of=("self",)))
    if len(rows) != len(set(people)):
        asked = Asked.objects.filter(retiree_id__in=people, purpose=kind.code, is_open=True)
        raise errors.asked_already() if asked.exists() else NotFound()
    return rows


def _search(act: Act, kind: Purpose, people: Sequence[UUID], taken: StepTaken) -> None:
    """The letter as a step of the search for whom of these is sought."""
    if not kind.step:
        return
    for one in list_lost(scope=act.actor.scope).filter(retiree_id__in=people, declared_on__lte=taken.taken_on):
        record_step(actor=act.actor, at=act.at, retiree_id=one.retiree_id, code=kind.step, taken=taken)


def note_search(*, act: Act, purpose: Purpose, people: Sequence[UUID], taken: StepTaken) -> None:
    """What an answer means for the search for these people."""
    _search(act, purpose, people, taken)


def void_letter(*, actor: Actor, at: datetime, letter_id: UUID, reason: str) -> None:
    """Give a letter up: its number stays with the reason, nobody waits for an answer any more.

    Conflict `letters.not_open`, and `letters.answered_already` once anybody of it was answered.
    """
    with perform(actor=actor, action="letters.void_letter", at=at) as act:
        letter = lock_letter(act, letter_id)
        if FLOW[LetterState(letter.state)].get("void") is None:
            raise errors.not_open()
        if letter.asked.exclude(answer="").exists():
            raise errors.answered_already()
        if not reason.strip():
            raise errors.reason_missing()
        asked = list(letter.asked.all())
        letter.asked.update(is_open=False)
        letter.state, letter.closed_on, letter.void_reason = (
            LetterState.VOID,
            act.stamp.occurred_on,
            reason.strip()[:200],
        )
        letter.save(update_fields=["state", "closed_on", "void_reason"])
        if letter.paper_id is not None:
            void_paper(actor=actor, at=at, paper_id=letter.paper_id, reason=letter.void_reason)
        act.emit(events.VOIDED, [_subject(letter, one) for one in asked])


def lock_letter(act: Act, letter_id: UUID, *, within: Scope | None = None) -> Letter:
    """One letter of the scope, locked; NotFound otherwise."""
    found = get_letter(scope=within or act.actor.scope, letter_id=letter_id)
    row = Letter.objects.select_for_update().get(pk=found.pk)
    act.about("letter", row.pk, people=row.people)
    act.note(purpose=row.purpose)
    return row


def _subject(letter: Letter, one: Asked) -> Subject:
    return Subject(one.retiree_id, None, letter.place_no, data={"purpose": letter.purpose, "answer": one.answer})


def subjects_of(letter: Letter, asked: Sequence[Asked]) -> list[Subject]:
    """The people of a letter as subjects of events."""
    return [_subject(letter, one) for one in asked]


def forget_people(*, act: Act) -> None:
    """Of whoever leaves the register no list keeps the name; a letter about nobody else any more is given up."""
    gone = Event.objects.filter(act_id=act.id, type=REGISTRATION_UNDONE.code).values("retiree_id")
    letters = list(Asked.objects.filter(retiree_id__in=gone).values_list("letter_id", flat=True))
    if not letters:
        return
    Asked.objects.filter(retiree_id__in=gone).delete()
    over = Letter.objects.filter(pk__in=letters, state=LetterState.OPEN).exclude(asked__is_open=True)
    day = act.stamp.occurred_on
    Letter.objects.filter(pk__in=list(over.filter(asked__isnull=False).values_list("pk", flat=True))).update(
        state=LetterState.ANSWERED, closed_on=day
    )
    Letter.objects.filter(pk__in=list(over.filter(asked__isnull=True).values_list("pk", flat=True))).update(
        state=LetterState.VOID, closed_on=day, void_reason="名单人员的登记已撤销"
    )
