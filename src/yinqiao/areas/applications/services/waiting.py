"""The applicant's turn: told once and whole what is missing, the clock standing; brought; or taken back."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from yinqiao.areas.applications import errors, events
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries import content_of
from yinqiao.areas.applications.rules import read_answers, resumed, stopped
from yinqiao.areas.applications.services.writing import (
    CLOCK,
    close,
    lock_case,
    note_passage,
    require,
    set_clock,
    spells_of,
    subject_of,
)
from yinqiao.areas.applications.types import Act as Done
from yinqiao.areas.applications.types import Answer, Applicant, Item
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one


def ask_for_more(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Tell the applicant everything that is missing, once in a step; the clock stands until it is there.

    Invalid `applications.words_missing`; Conflict `applications.asked_once`.
    """
    with perform(actor=actor, action="applications.ask_for_more", at=at) as act:
        case, item = lock_case(act, case_id, answer)
        case.state = require(act, case, item, Done.ASK)
        if case.passages.filter(act=Done.ASK, step=case.step).exists():
            raise errors.asked_once()
        known = [one.code for one in item.needed(Applicant(case.applicant))]
        case.missing = [code for code in known if code in answer.materials]
        if not case.missing and not answer.words.strip():
            raise errors.words_missing("words", "请勾选缺少的材料，或写明要补正的内容。")
        case.materials = [code for code in case.materials if code not in case.missing]
        set_clock(case, item, stopped(spells_of(case), act.stamp.occurred_on))
        labels = [one.label for one in item.material if one.code in case.missing]
        told = [f"缺少：{'、'.join(labels)}" if labels else "", answer.words.strip()]
        note_passage(act, case, Done.ASK, words="；".join(one for one in told if one))
        case.save(update_fields=["state", "missing", "materials", *CLOCK])
        act.emit(events.MOVED, [subject_of(case, act=Done.ASK.value)])


def supply(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """What was missing is there: the clock runs on. Fields may be filled in anew.

    Invalid `applications.materials_missing` unless every material asked for is ticked, `applications.wrong_answers`.
    """
    with perform(actor=actor, action="applications.supply", at=at) as act:
        supplied(act, *lock_case(act, case_id, answer), answer)


def supplied(act: Act, case: Case, item: Item, answer: Answer) -> None:
    """The locked case goes on with what was brought."""
    case.state = require(act, case, item, Done.SUPPLY, of_step=False)
    lacking = [one.label for one in item.material if one.code in case.missing and one.code not in answer.materials]
    if lacking:
        raise errors.materials_missing(lacking)
    if given := {code: text for code, text in answer.answers.items() if text.strip()}:
        content = dict(content_of(case))
        content["answers"] = read_answers(item, {**content["answers"], **given}, places().community_labels)
        case.sealed = conceal_one(Case, "sealed", json.dumps(content, ensure_ascii=False), case.pk)
    case.materials, case.missing = sorted({*case.materials, *case.missing}), []
    set_clock(case, item, resumed(spells_of(case), act.stamp.occurred_on))
    note_passage(act, case, Done.SUPPLY, words=answer.words)
    case.save(update_fields=["state", "sealed", "materials", "missing", *CLOCK])
    act.emit(events.MOVED, [subject_of(case, act=Done.SUPPLY.value)])


def withdraw(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """The applicant takes the application back, at any time before it is decided. Invalid `applications.words_missing`."""
    with perform(actor=actor, action="applications.withdraw", at=at) as act:
        taken_back(act, *lock_case(act, case_id, answer), answer)


def taken_back(act: Act, case: Case, item: Item, answer: Answer) -> None:
    """The locked case is over."""
    state = require(act, case, item, Done.WITHDRAW, of_step=False)
    if not answer.words.strip():
        raise errors.words_missing("words", "请写明申请人为什么撤回。")
    close(act, case, item, state)
    note_passage(act, case, Done.WITHDRAW, words=answer.words)
    case.save(update_fields=["state", "closed_on", "missing", *CLOCK])
    act.emit(events.CLOSED, [subject_of(case, state=state.value)])
