"""The outcome of a case is told to a person whom it concerns, once for each end of the case."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.utils import timezone

from yinqiao.areas.case_results import errors, events
from yinqiao.areas.case_results.models import Telling
from yinqiao.areas.case_results.types import Answered, Call, NewTelling, Way
from yinqiao.areas.cases import errors as case_errors
from yinqiao.areas.cases.queries import caller_of, get_case, named_in, names_caller
from yinqiao.areas.cases.services import note_passages
from yinqiao.areas.cases.types import CaseState
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.fields import conceal_one

_MOST_WORDS = 1000


def tell(*, actor: Actor, at: datetime, case_id: UUID, retiree_id: UUID, new: NewTelling) -> UUID:
    """Record what a person is told of the outcome and how; from then on the person reads it in the portal. Returns its id.

    By the office that leads: Refused `cases.not_yours`. Conflict `case_results.not_over`, `.told_already`; NotFound for
    somebody whom the case does not concern; Invalid `cases.words_missing`, also where the words name a caller who is
    somebody else, `case_results.call_missing`, `.kin_missing`.
    """
    with perform(actor=actor, action="case_results.tell", at=at) as act:
        case = get_case(scope=actor.scope, case_id=case_id)
        if case.place_no != actor.scope.place_from:
            raise case_errors.not_yours()
        if case.state != CaseState.CLOSED:
            raise errors.not_over()
        row = next((pk for pk, one in named_in(scope=actor.scope, case_id=case_id) if one.pk == retiree_id), None)
        if row is None:
            raise NotFound
        person = people_within(scope=actor.scope).select_for_update(of=("self",)).get(pk=retiree_id)
        if Telling.objects.filter(person_id=row, turn=case.reworks).exists():
            raise errors.told_already()
        told = _told(case, person, new, at)
        made = uuid_utils.uuid7()
        Telling.objects.create(
            id=made, person_id=row, turn=case.reworks, way=new.way, told_on=act.stamp.occurred_on,
            sealed=conceal_one(Telling, "sealed", json.dumps(told, ensure_ascii=False), made),
            author_name=actor.name[:64], author_unit=actor.unit[:120],
        )  # fmt: skip
        note_passages(act=act, lines=[(case.pk, f"告知本人结果：{new.way.label}", "")])
        act.about("retiree", person.pk)
        act.note(number=case.number, way=new.way.value)
        act.emit(events.TOLD, [subject(person, way=new.way.value)])
    return made


def _told(case: Any, person: Any, new: NewTelling, at: datetime) -> dict[str, str]:
    words = new.words.strip()[:_MOST_WORDS]
    if not words:
        raise case_errors.words_missing("words", "请写明告知本人的内容。")
    caller = caller_of(case)
    # Whoever complains may be the very person who is told.
    if caller is not None and caller.name != person.name and names_caller(case, words):
        raise case_errors.words_missing("words", "写有反映人的姓名或电话，请删去：反映人的身份不告知其他人。")
    return {"words": words, **(_call(new.call, at) if new.way is Way.PHONE else {})}


def _call(call: Call | None, at: datetime) -> dict[str, str]:
    if call is None or call.at > at:
        raise errors.call_missing()
    if call.answered is Answered.FAMILY and not call.kin.strip():
        raise errors.kin_missing()
    kin = call.kin.strip()[:20] if call.answered is Answered.FAMILY else ""
    return {
        "at": f"{timezone.localtime(call.at):%Y-%m-%d %H:%M}", "answered": call.answered.value, "kin": kin,
        "recording": call.recording.strip()[:40],
    }  # fmt: skip
