"""An answer comes back on paper: a code for each person, the reply's number, day and scan; a fact goes the way of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.intake.services import enter_letter
from yinqiao.areas.intake.types import Letter as InwardLetter
from yinqiao.areas.letters import errors, events
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.queries import find_sources
from yinqiao.areas.letters.rules import DESK, FLOW, purposes
from yinqiao.areas.letters.services.sending import lock_letter, note_search, subjects_of
from yinqiao.areas.letters.types import AnswerSpec, LetterState, Purpose, Reply
from yinqiao.areas.lost_contact.types import Answer, StepTaken
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile


@dataclass(frozen=True, slots=True)
class _Answered:
    """What is answered by one act."""

    letter: Letter
    purpose: Purpose
    answer: AnswerSpec
    reply: Reply
    asked: Sequence[Asked]


def record_reply(*, actor: Actor, at: datetime, letter_id: UUID, asked: Sequence[UUID], reply: Reply) -> None:
    """Note what an office answered about these people of a letter; the last one closes the letter.

    An answer that tells a fact becomes a message of that office, weighed like any other: one person at a time, at the
    city's desk. Invalid `letters.nobody_chosen`, `letters.answer_missing`, `letters.one_at_a_time`, and what the
    message itself is refused for; Refused `letters.city_desk`; Conflict `letters.not_open`, `letters.no_source`.
    """
    with perform(actor=actor, action="letters.record_reply", at=at) as act:
        told = _told(act, letter_id, asked, reply)
        scan, message = _keep(act, told)
        for row in told.asked:
            row.is_open, row.answer, row.answered_at, row.answered_name = False, told.answer.code, at, actor.name[:64]
            row.reply_no, row.reply_on, row.reply_scan, row.message_id = (
                reply.number.strip()[:60], reply.written_on, scan, message,
            )  # fmt: skip
        Asked.objects.bulk_update(
            told.asked,
            ["is_open", "answer", "answered_at", "answered_name", "reply_no", "reply_on", "reply_scan", "message_id"],
        )
        letter = told.letter
        if not letter.asked.filter(is_open=True).exists():
            letter.state, letter.closed_on = LetterState.ANSWERED, act.stamp.occurred_on
            letter.save(update_fields=["state", "closed_on"])
        act.note(answer=told.answer.code, answered=len(told.asked))
        act.emit(events.ANSWERED, subjects_of(letter, told.asked))
        _note_search(act, told)


def _told(act: Act, letter_id: UUID, asked: Sequence[UUID], reply: Reply) -> _Answered:
    letter = lock_letter(act, letter_id)
    if FLOW[LetterState(letter.state)].get("answer") is None:
        raise errors.not_open()
    if not asked:
        raise errors.nobody_chosen()
    rows = list(letter.asked.filter(pk__in=asked).order_by("id"))
    if len(rows) != len(set(asked)):
        raise NotFound
    if not all(one.is_open for one in rows):
        raise errors.not_open()
    purpose = purposes()[letter.purpose]
    answer = purpose.answer(reply.answer)
    if answer is None or not reply.number.strip():
        raise errors.answer_missing()
    if answer.tells and len(rows) > 1:
        raise errors.one_at_a_time()
    if answer.tells and act.actor.role != DESK:
        raise errors.city_desk()
    return _Answered(letter, purpose, answer, reply, rows)


def _keep(act: Act, told: _Answered) -> tuple[UUID | None, UUID | None]:
    """The scan as it is put away, and the message that a fact became; the scan of a message is kept with it."""
    reply = told.reply
    if told.answer.tells:
        return None, _enter(act, told)
    if reply.scan is None:
        return None, None
    name, letter = str(getattr(reply.scan, "name", "")), told.letter
    what = NewFile("letter", name, "", "inward_letter", None, letter.place_no, act.actor.id)
    return keep_scan(reply.scan, what), None


def _enter(act: Act, told: _Answered) -> UUID:
    actor, reply, (row,) = act.actor, told.reply, told.asked
    sources = find_sources(scope=actor.scope, purpose=told.purpose, today=act.stamp.occurred_on)
    if not sources:
        raise errors.no_source()
    person: Any = people_within(scope=actor.scope).filter(pk=row.retiree_id).first()
    if person is None:
        raise NotFound
    (facts,) = facts_of([person])
    data = {"id_number": facts.get("id_no", ""), "name": person.name, **reply.facts}
    receipt = enter_letter(
        actor=actor, at=act.at, source_id=sources[0].pk, told=(told.purpose.tells, uuid4().hex, data),
        letter=InwardLetter(reply.number.strip()[:60], reply.written_on), scan=reply.scan,
    )  # fmt: skip
    return receipt.no


def _note_search(act: Act, told: _Answered) -> None:
    means = told.purpose.found.get(told.answer.code)
    if means:
        taken = StepTaken(Answer(means), act.stamp.occurred_on, told.letter.number)
        note_search(act=act, purpose=told.purpose, people=[one.retiree_id for one in told.asked], taken=taken)
