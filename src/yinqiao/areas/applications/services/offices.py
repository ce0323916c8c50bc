"""Steps that wait for an office outside: what it told moves the case on, refuses or decides it, for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.applications import events
from yinqiao.areas.applications.models import Case, Passage
from yinqiao.areas.applications.queries import item_of
from yinqiao.areas.applications.rules import may_do, next_state
from yinqiao.areas.applications.services.writing import CLOCK, close, start_clock, subject_of
from yinqiao.areas.applications.types import OFFICE_OF_ROLE, CaseState, Item, MoveEnd, OfficeMove
from yinqiao.areas.applications.types import Act as Done
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject

_FIELDS = ["state", "step", "step_role", "closed_on", "missing", "ground", *CLOCK]
_OF = {Done.DECIDE: events.DECIDED, Done.REFUSE: events.CLOSED, Done.PASS_ON: events.MOVED}


def move_by_office(
    *, act: Act, office: str, moves: Mapping[UUID, OfficeMove]
) -> dict[UUID, tuple[MoveEnd, UUID | None]]:
    """Move the cases of these people that stand at a step of this office; what became of each, and of which case.

    Runs inside the act that received; whoever received it has checked that the office may tell it.
    """
    ends: dict[UUID, tuple[MoveEnd, UUID | None]] = dict.fromkeys(moves, (MoveEnd.NONE, None))
    cases: list[Case] = []
    passages: list[Passage] = []
    told: list[tuple[EventType, Subject]] = []
    for case in _waiting(moves):
        who = case.retiree.merged_into_id or case.retiree_id
        item = item_of(case.item)
        if ends[who][0] is not MoveEnd.NONE or not _is_meant(case, moves[who]):
            continue
        done = _steps(case, item, office, moves[who])
        if done is None:
            continue
        ends[who] = (MoveEnd.MOVED if done else MoveEnd.ALREADY, case.pk)
        for one in done:
            passages.append(_do(act, case, item, one, moves[who]))
            told.append((_OF[one], subject_of(case, by=office)))
        cases += [case] if done else []
    Case.objects.bulk_update(cases, _FIELDS)
    Passage.objects.bulk_create(passages)
    # Rooms follow what stands written.
    for kind, subject in told:
        act.emit(kind, [subject])
    return ends


def _waiting(moves: Mapping[UUID, OfficeMove]) -> list[Case]:
    found = Case.objects.select_for_update(of=("self",)).select_related("item", "retiree")
    of_people = Q(retiree_id__in=moves) | Q(retiree__merged_into_id__in=moves)
    codes = {one.item for one in moves.values()}
    return list(found.filter(of_people, code__in=codes, state=CaseState.HANDLING).order_by("pk"))


def _is_meant(case: Case, move: OfficeMove) -> bool:
    return case.code == move.item and move.number in ("", case.number)


def _steps(case: Case, item: Item, office: str, move: OfficeMove) -> list[Done] | None:
    """What is to be done one after the other; empty where it was done before, None where it is not this office's."""
    codes = [one.code for one in item.step]
    target = codes.index(move.step) if move.step in codes else case.step
    if target < case.step:
        return [] if item.step[target].role == office else None
    if any(one.role != office for one in item.step[case.step : target + 1]):
        return None
    last = Done.REFUSE if move.ground else Done.DECIDE if target == len(codes) - 1 else Done.PASS_ON
    known = not move.ground or item.ground(move.ground) is not None
    if not known or not may_do(last, CaseState.HANDLING, item, target):
        return None
    return [*[Done.PASS_ON] * (target - case.step), last]


def _do(act: Act, case: Case, item: Item, done: Done, move: OfficeMove) -> Passage:
    step, words = case.step, move.words
    if done is Done.PASS_ON:
        case.step += 1
        start_clock(case, item, act.stamp.occurred_on)
    else:
        ground = item.ground(move.ground)
        if ground is not None:
            parts = (ground.label, words, ground.remedy)
            words = "。".join(one.strip().rstrip("。") for one in parts if one.strip()) + "。"
            case.ground = ground.code
        close(act, case, item, next_state(CaseState.HANDLING, done, case.step) or CaseState.DONE)
    return Passage(
        case=case, at=act.at, act=done, step=step, words=words[:500], who=move.who[:64], unit=OFFICE_OF_ROLE[item.step[step].role]
    )  # fmt: skip
