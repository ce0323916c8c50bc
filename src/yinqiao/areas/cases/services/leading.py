"""What whoever leads does with a case: takes it, sends it back, hands it up, ends it; the desk designates, others call back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.cases import errors, events
from yinqiao.areas.cases.models import Case
from yinqiao.areas.cases.queries import kind_on
from yinqiao.areas.cases.rules import PETITION
from yinqiao.areas.cases.services.writing import (
    CLOCK,
    keep_caller_out,
    lock_case,
    note_passage,
    parent_of,
    require,
    set_clock,
    tell_people,
    written,
)
from yinqiao.areas.cases.types import BAD, RUNNING, CaseState, Grade, Outcome
from yinqiao.areas.cases.types import Act as Done
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one


def accept(*, actor: Actor, at: datetime, case_id: UUID) -> None:
    """The office that leads has it in hand; the limit of a petition counts from here. Conflict `cases.not_now`; Refused `cases.not_yours`."""
    with perform(actor=actor, action="cases.accept", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.ACCEPT)
        case.state = CaseState.OPEN
        if case.kind == PETITION and case.accepted_on is None:
            case.accepted_on = case.counts_from = act.stamp.occurred_on
            set_clock(case)
        case.save(update_fields=["state", "accepted_on", *CLOCK])
        note_passage(act, case.pk, Done.ACCEPT.label)


def send_back(*, actor: Actor, at: datetime, case_id: UUID, words: str) -> None:
    """Not this office's: with the reason to the city's desk. Whoever was designated does not send it back again.

    Refused `cases.designated`; Invalid `cases.words_missing`; else as `accept`.
    """
    with perform(actor=actor, action="cases.send_back", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.RETURN)
        if case.is_designated:
            raise errors.designated()
        told = written("words", words, "请写明为什么不属于本单位职责、应由谁办理。")
        note_passage(act, case.pk, Done.RETURN.label, told)
        case.returned_by = sorted({*case.returned_by, case.place_no})
        _pass_on(case, places().city.place_no)


def assign(*, actor: Actor, at: datetime, case_id: UUID, place_no: int, words: str) -> None:
    """The city's desk says who leads; an office that has sent it back once is bound by it.

    Refused `cases.complained_of` for the office complained of; else as `accept`.
    """
    with perform(actor=actor, action="cases.assign", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.ASSIGN)
        if place_no not in places().by_no:
            raise errors.place_missing()
        if place_no == case.against_place_no:
            raise errors.complained_of()
        note_passage(act, case.pk, Done.ASSIGN.label, f"{places().label(place_no)}。{words.strip()}")
        case.is_designated = place_no in case.returned_by
        _pass_on(case, place_no)


def hand_up(*, actor: Actor, at: datetime, case_id: UUID, words: str) -> None:
    """Community → street → district → city: by whoever leads, or taken up by somebody above, with the reason.

    Conflict `cases.no_office_above`; else as `send_back`.
    """
    with perform(actor=actor, action="cases.hand_up", at=at) as act:
        case = lock_case(act, case_id)
        above = parent_of(case.place_no)
        require(act, case, Done.HAND_UP)
        told = written("words", words, "请写明已经做了什么、为什么要上级办理。")
        if above == case.against_place_no:
            above = parent_of(above)
        note_passage(act, case.pk, Done.HAND_UP.label, f"{places().label(above)}。{told}")
        case.is_designated, case.asked_days, case.asked_by = False, None, None
        _pass_on(case, above)


def _pass_on(case: Case, place_no: int) -> None:
    """Another office leads; the clock of the whole goes on."""
    case.place_no, case.state = place_no, CaseState.NEW
    with widened("cases.pass_on"):
        case.save(update_fields=["place_no", "state", "is_designated", "returned_by", "asked_days", "asked_by"])


def ask_extension(*, actor: Actor, at: datetime, case_id: UUID, days: int, words: str) -> None:
    """Ask the office above for more time, once, within what the list allows.

    Invalid `cases.too_long`; Conflict `cases.asked_already`; else as `send_back`.
    """
    with perform(actor=actor, action="cases.ask_extension", at=at) as act:
        case = lock_case(act, case_id)
        if case.asked_days is not None or case.extended_days:
            raise errors.asked_already()
        require(act, case, Done.ASK_EXTENSION)
        most = kind_on(case.kind, case.opened_on).extension_days
        if not 0 < days <= most:
            raise errors.too_long(most)
        told = written("words", words, "请写明为什么不能按期办结。")
        case.asked_days, case.asked_by = days, actor.id
        case.save(update_fields=["asked_days", "asked_by"])
        note_passage(act, case.pk, Done.ASK_EXTENSION.label, f"{days} 天。{told}")


def decide_extension(*, actor: Actor, at: datetime, case_id: UUID, is_agreed: bool, words: str) -> None:
    """Somebody above, in the city a colleague, agrees to more time or does not. Refused `cases.own_work`."""
    with perform(actor=actor, action="cases.decide_extension", at=at) as act:
        case = lock_case(act, case_id)
        done = Done.EXTEND if is_agreed else Done.KEEP_LIMIT
        require(act, case, done)
        if actor.id is not None and actor.id == case.asked_by:
            raise errors.own_request()
        told = words.strip() if is_agreed else written("words", words, "请写明为什么不同意。")
        case.extended_days = case.asked_days or 0 if is_agreed else 0
        case.asked_days, case.asked_by = None, None
        set_clock(case)
        case.save(update_fields=["extended_days", "asked_days", "asked_by", *CLOCK])
        note_passage(act, case.pk, done.label, f"期限 {case.due_on:%Y-%m-%d}。{told}")


def close(*, actor: Actor, at: datetime, case_id: UUID, outcome: Outcome) -> None:
    """What came of it, what the person was told, and what caused it. Conflict `cases.steps_open` while others still work.

    Invalid `cases.words_missing`, also where the answer to whoever opened it names the caller.
    """
    with perform(actor=actor, action="cases.close", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.CLOSE)
        if case.steps.filter(state__in=[one.value for one in RUNNING]).exists():
            raise errors.steps_open()
        told = written("outcome", outcome.words, "请写明怎样解决的、哪天怎样告知本人。")
        cause = written("cause", outcome.cause, "请写明为什么会发生、怎样不再发生。")
        keep_caller_out(case, "reply", outcome.reply)
        case.state, case.result, case.grade = CaseState.CLOSED, outcome.result, ""
        case.closed_on, case.closed_by = act.stamp.occurred_on, actor.id
        for field, words in (("outcome", told), ("cause", cause), ("reply", outcome.reply.strip()[:1000])):
            setattr(case, field, conceal_one(Case, field, words or None, case.pk))
        case.asked_days = case.asked_by = None
        case.save(update_fields=[
            "state", "result", "grade", "closed_on", "closed_by", "outcome", "cause", "reply", "asked_days", "asked_by",
        ])  # fmt: skip
        note_passage(act, case.pk, Done.CLOSE.label, outcome.result.label)
        act.note(result=outcome.result.value)
        tell_people(act, case, events.CLOSED)


def call_back(*, actor: Actor, at: datetime, case_id: UUID, grade: Grade, words: str) -> None:
    """What the person said afterwards, noted by somebody else than who closed it; who is not content has it reopened.

    Refused `cases.own_work`; Invalid `cases.words_missing` for a bad word without its reason.
    """
    with perform(actor=actor, action="cases.call_back", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.CALL_BACK)
        if case.grade:
            raise errors.not_now()
        if actor.id is not None and actor.id == case.closed_by:
            raise errors.own_request()
        told = written("words", words, "请写明哪里没有解决。") if grade in BAD else words
        note_passage(act, case.pk, f"{Done.CALL_BACK.label}：{grade.label}", told, is_hand=False)
        act.note(grade=grade.value)
        if grade in BAD:
            _reopen(act, case)
            return
        case.grade = grade
        case.save(update_fields=["grade"])


def reopen(*, actor: Actor, at: datetime, case_id: UUID, words: str) -> None:
    """The person says that it is not solved. As `send_back`."""
    with perform(actor=actor, action="cases.reopen", at=at) as act:
        case = lock_case(act, case_id)
        require(act, case, Done.REOPEN)
        note_passage(act, case.pk, Done.REOPEN.label, written("words", words, "请写明哪里没有解决。"))
        _reopen(act, case)


def _reopen(act: Act, case: Case) -> None:
    """It runs again from today, by the list of today."""
    kind = kind_on(case.kind, act.stamp.occurred_on)
    case.state, case.closed_on, case.closed_by, case.result, case.grade = CaseState.OPEN, None, None, "", ""
    case.reworks += 1
    case.counts_from, case.days, case.is_working = act.stamp.occurred_on, kind.days, kind.is_working
    case.extended_days = 0
    set_clock(case)
    case.save(update_fields=[
        "state", "closed_on", "closed_by", "result", "grade", "reworks", "extended_days", *CLOCK,
    ])  # fmt: skip
    tell_people(act, case, events.REOPENED)
