"""An answer comes back on paper: a code for each person, the reply's number, day and scan; a fact goes the way of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from yinqiao.areas.intake.services import enter_letter
from yinqiao.areas.intake.types import Letter as InwardLetter
from yinqiao.areas.letters import errors, events
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.queries import find_sources, get_letter
from yinqiao.areas.letters.rules import DESK, FLOW, purposes
from yinqiao.areas.letters.services.sending import lock_letter, note_search, subjects_of
from yinqiao.areas.letters.types import AnswerSpec, LetterState, Purpose, Reply
from yinqiao.areas.lost_contact.types import Answer, StepTaken
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import hide_numbers
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile
from yinqiao.platform.jobs import enqueue

_WRITTEN = [
    "is_open", "answer", "answered_at", "answered_name", "reply_no", "reply_on", "reply_scan", "message_id", "reply_words",
    "is_online",
]  # fmt: skip


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
        told = _told(act, lock_letter(act, letter_id), asked, reply)
        if told.answer.tells and actor.role != DESK:
            raise errors.city_desk()
        scan, message = _keep(act, told)
        _write(act, told, scan, message)
        _note_search(act, told)


def answer_online(*, actor: Actor, at: datetime, letter_id: UUID, asked: Sequence[UUID], reply: Reply) -> None:
    """Answer a letter that is addressed to the actor's own office, about these people of its list.

    The same as the city's desk notes from paper: a fact about one person becomes a message of the office. A search is
    told by a job, for it is no officer's of a department. NotFound for a letter to somebody else.
    """
    if actor.scope.office is None:
        raise NotFound
    with perform(actor=actor, action="letters.answer_online", at=at) as act:
        letter = get_letter(scope=actor.scope, letter_id=letter_id)
        scan = _kept(act, letter, reply.scan) if reply.scan is not None else None
        with widened("letters.answer_online"):
            told = _told(act, lock_letter(act, letter.pk, within=Scope.everything()), asked, reply)
            data = _facts(told, Scope.everything()) if told.answer.tells else None
        message = _message(act, told, actor.scope.office, data) if data else None
        with widened("letters.keep_answer"):
            _write(act, told, scan, message, is_online=True)
        if told.purpose.found.get(told.answer.code):
            ids = ",".join(str(one.pk) for one in told.asked)
            enqueue("letters.tell_search", Actor.system(letter.office[:64]), letter_id=str(letter.pk), asked=ids)


def note_answers_read(*, actor: Actor, at: datetime, letter: Letter) -> None:
    """That the office which wrote has seen what was answered online; a reader above or below it leaves the mark."""
    if letter.news_at is None or letter.place_no != actor.scope.place_from:
        return
    with perform(actor=actor, action="letters.note_answers_read", at=at) as act:
        # An answer of this very moment keeps its mark: it is not on the page that was read.
        Letter.objects.filter(pk=letter.pk, news_at=letter.news_at).update(news_at=None)
        act.note(letter=letter.number)


def tell_search(*, actor: Actor, at: datetime, letter_id: UUID, asked: Sequence[UUID]) -> None:
    """Note what an office answered online as what came of a step of each person's search, for whom is sought still."""
    with perform(actor=actor, action="letters.tell_search", at=at) as act:
        letter = lock_letter(act, letter_id)
        rows = list(letter.asked.filter(pk__in=asked).exclude(answer="").order_by("id"))
        purpose = purposes()[letter.purpose]
        for code in {one.answer for one in rows}:
            told = [one.retiree_id for one in rows if one.answer == code]
            if means := purpose.found.get(code):
                taken = StepTaken(Answer(means), act.stamp.occurred_on, letter.number)
                note_search(act=act, purpose=purpose, people=told, taken=taken)


def _write(act: Act, told: _Answered, scan: UUID | None, message: UUID | None, *, is_online: bool = False) -> None:
    reply, letter = told.reply, told.letter
    for row in told.asked:
        row.is_open, row.answer, row.answered_at, row.answered_name = (
            False, told.answer.code, act.at, act.actor.name[:64],
        )  # fmt: skip
        row.reply_no, row.reply_on, row.reply_scan, row.message_id = (
            reply.number.strip()[:60], reply.written_on, scan, message,
        )  # fmt: skip
        row.reply_words, row.is_online = hide_numbers(reply.words.strip())[:200], is_online
    Asked.objects.bulk_update(told.asked, _WRITTEN)
    if not letter.asked.filter(is_open=True).exists():
        letter.state, letter.closed_on = LetterState.ANSWERED, act.stamp.occurred_on
    if is_online:
        letter.news_at = act.at
    letter.save(update_fields=["state", "closed_on", "news_at"])
    act.note(answer=told.answer.code, answered=len(told.asked))
    act.emit(events.ANSWERED, subjects_of(letter, told.asked))


def _told(act: Act, letter: Letter, asked: Sequence[UUID], reply: Reply) -> _Answered:
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
    return _Answered(letter, purpose, answer, reply, rows)


def _keep(act: Act, told: _Answered) -> tuple[UUID | None, UUID | None]:
    """The scan as it is put away, and the message that a fact became; the scan of a message is kept with it."""
    reply = told.reply
    if told.answer.tells:
        return None, _enter(act, told)
    if reply.scan is None:
        return None, None
    return _kept(act, told.letter, reply.scan), None


def _kept(act: Act, letter: Letter, scan: BinaryIO) -> UUID:
    name = str(getattr(scan, "name", ""))
    return keep_scan(scan, NewFile("letter", name, "", "inward_letter", None, letter.place_no, act.actor.id))


def _enter(act: Act, told: _Answered) -> UUID:
    actor = act.actor
    sources = find_sources(scope=actor.scope, purpose=told.purpose, today=act.stamp.occurred_on)
    if not sources:
        raise errors.no_source()
    return _message(act, told, sources[0].pk, _facts(told, actor.scope), scan=told.reply.scan)


def _facts(told: _Answered, scope: Scope) -> dict[str, Any]:
    """What the message says of the one person who was asked about."""
    (row,) = told.asked
    person: Any = people_within(scope=scope).filter(pk=row.retiree_id).first()
    if person is None:
        raise NotFound
    (facts,) = facts_of([person])
    return {"id_number": facts.get("id_no", ""), "name": person.name, **told.reply.facts}


def _message(act: Act, told: _Answered, source_id: UUID, data: dict[str, Any], scan: BinaryIO | None = None) -> UUID:
    reply = told.reply
    receipt = enter_letter(
        actor=act.actor, at=act.at, source_id=source_id, told=(told.purpose.tells, uuid4().hex, data),
        letter=InwardLetter(reply.number.strip()[:60], reply.written_on), scan=scan,
    )  # fmt: skip
    return receipt.no


def _note_search(act: Act, told: _Answered) -> None:
    means = told.purpose.found.get(told.answer.code)
    if means:
        taken = StepTaken(Answer(means), act.stamp.occurred_on, told.letter.number)
        note_search(act=act, purpose=told.purpose, people=[one.retiree_id for one in told.asked], taken=taken)
