"""What every act on a case does: find and lock it, ask what may be done, count its clock, write the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.cases import errors
from yinqiao.areas.cases.models import Case, CasePassage, CasePerson, CaseStep
from yinqiao.areas.cases.queries import get_case, may_now, names_caller, petition_limits
from yinqiao.areas.cases.rules import PETITION, clock, offered
from yinqiao.areas.cases.types import Act as Done
from yinqiao.areas.cases.types import CaseState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.workdays import work_calendar

CLOCK = ("counts_from", "days", "is_working", "half_on", "near_on", "due_on")


def held_case(case_id: UUID) -> Case:
    """The row, locked for a change of what it says, not of its id: an office that answers its step meanwhile writes a line
    of the timeline, which refers to the case, and waits for nobody.
    """
    return Case.objects.select_for_update(no_key=True).get(pk=case_id)


def lock_case(act: Act, case_id: UUID) -> Case:
    """One case of the scope, locked; NotFound otherwise."""
    found = get_case(scope=act.actor.scope, case_id=case_id)
    row = held_case(found.pk)
    act.about("case", row.pk)
    act.note(kind=row.kind, number=row.number)
    return row


def require(act: Act, case: Case, done: Done) -> None:
    """Conflict `cases.not_now` where the state has no such act, Refused `cases.not_yours` where another office does it."""
    if done in may_now(case, act.actor.scope):
        return
    state, waits = CaseState(case.state), case.asked_days is not None
    others = [
        offered(state, is_lead=is_lead, is_desk=is_desk, is_above=not is_lead, waits_for_extension=waits)
        for is_lead, is_desk in ((True, False), (True, True), (False, False))
    ]
    raise errors.not_yours() if any(done in one for one in others) else errors.not_now()


def set_clock(case: Case) -> None:
    """The days that follow from the limit, with what was added to it.

    A petition counts from the day on which it was taken; until then runs the limit for taking it (信访工作条例).
    """
    if case.kind == PETITION and case.accepted_on is None:
        days = petition_limits(case.opened_on)["accept_days"]
        found = clock(case.opened_on, days, False, work_calendar())
        case.half_on, case.near_on, case.due_on = found.half_on, found.near_on, found.due_on
        return
    found = clock(case.counts_from, case.days + case.extended_days, case.is_working, work_calendar())
    case.half_on, case.near_on, case.due_on = found.half_on, found.near_on, found.due_on


def written(field: str, words: str, missing: str, most: int = 1000) -> str:
    """What must be written, cut to its room. Invalid `cases.words_missing`."""
    told = words.strip()
    if not told:
        raise errors.words_missing(field, missing)
    return told[:most]


def keep_caller_out(case: Case, field: str, words: str) -> None:
    """What another office reads names no caller. Invalid `cases.words_missing` beside the field."""
    if names_caller(case, words):
        raise errors.words_missing(field, "写有反映人的姓名或电话，请删去：反映人的身份不告知承办单位和被反映的单位。")


def note_passage(
    act: Act, case_id: UUID, label: str, words: str = "", *, step: CaseStep | None = None, is_hand: bool = True
) -> None:
    """A line of the timeline."""
    note_passages(act=act, lines=[(case_id, label, words)], step=step, is_hand=is_hand)


def note_passages(
    *, act: Act, lines: Sequence[tuple[UUID, str, str]], step: CaseStep | None = None, is_hand: bool = True
) -> None:
    """Lines of timelines: case, label, words. Of a room above, for cases that the actor's offices lead or opened.

    `is_hand`: whoever did it had a hand in the case; not by asking afterwards how it was.
    """
    made = []
    for case_id, label, words in lines:
        key, told = uuid_utils.uuid7(), words.strip()[:1000]
        made.append(CasePassage(
            id=key, case_id=case_id, step=step, at=act.at, label=label,
            words=conceal_one(CasePassage, "words", told, key) if told else None,
            who=act.actor.name[:64], by_id=act.actor.id if is_hand else None, unit=act.actor.unit[:120],
        ))  # fmt: skip
    CasePassage.objects.bulk_create(made)


def tell_people(act: Act, case: Case, event: EventType) -> None:
    """The people of a case as subjects of an event; of those alone whom the actor looks after."""
    named = CasePerson.objects.filter(case_id=case.pk).values("retiree_id")
    rows = people_within(scope=act.actor.scope).filter(pk__in=named)
    if found := [subject(row, kind=case.kind) for row in rows]:
        act.emit(event, found)


def parent_of(place_no: int) -> int:
    """The place above. Conflict `cases.no_office_above` in the city; NotFound for a number that is no place."""
    path = places().path(place_no)
    if not path:
        raise NotFound
    if len(path) == 1:
        raise errors.no_office_above()
    return path[-2].place_no
