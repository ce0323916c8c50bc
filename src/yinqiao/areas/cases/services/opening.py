"""A case is opened: the list says who leads, the clock begins, whoever complains is kept apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.cases import errors, events
from yinqiao.areas.cases.models import Case, CaseCaller, CasePerson
from yinqiao.areas.cases.queries import kind_on
from yinqiao.areas.cases.rules import LEVELS, PETITION, REVIEWS
from yinqiao.areas.cases.services.writing import note_passages, parent_of, set_clock, written
from yinqiao.areas.cases.types import Act as Done
from yinqiao.areas.cases.types import Caller, CaseState, Group, Kind, NewCase
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.queries import find_people, people_within, subject
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one

_NUMBER = """
INSERT INTO cases_caseseries (place_no, year, last) VALUES (%s, %s, %s)
ON CONFLICT (place_no, year) DO UPDATE SET last = cases_caseseries.last + EXCLUDED.last RETURNING last
"""
_MOST_PEOPLE = 50


def open_case(*, actor: Actor, at: datetime, new: NewCase) -> UUID:
    """Open a case about people, a place or an enterprise; returns its id.

    The list of the day names who leads at the place where it lies; a kind without a lead goes to the city's desk, and
    what is said against the office that would lead goes to the one above it. An enterprise asks for liaison about its
    own people alone: Refused `cases.not_for_enterprises`. Invalid `cases.words_missing`, `.person_not_found`,
    `.place_missing`.
    """
    with perform(actor=actor, action="cases.open_case", at=at) as act:
        if not actor.scope.sees_content and not actor.scope.enterprises:
            raise NotFound
        kind = _kind_to_open(new.kind, act)
        words = written("words", new.words, "请写明情况：什么事、什么时候起、希望怎样解决。")
        people = _people(act, new)
        if actor.scope.enterprises and (kind.group is not Group.LIAISON or not people):
            raise errors.not_for_enterprises()
        base = _base(actor, new, people)
        lead = lead_of(kind, base, new.against_place_no)
        case = _case(act, kind, new, (base, lead), words)
        case.enterprise_id = people[0].enterprise_id if actor.scope.enterprises else None
        _keep(act, [case], [new], [one.pk for one in people])
        act.about("case", case.pk, people=max(1, len(people)))
        act.note(kind=kind.code, number=case.number, rule=kind.version)
        if people:
            act.emit(events.OPENED, [subject(one, kind=kind.code) for one in people])
    return case.pk


def open_many(*, act: Act, news: Sequence[NewCase]) -> list[UUID]:
    """Open cases that name no people, within an act of a room above, a statement a table; returns their ids in order.

    Who leads and the clock are those of `open_case`. Refused `cases.complained_of` where nobody stands above.
    """
    made = []
    for new in news:
        kind, base = _kind_to_open(new.kind, act), _base(act.actor, new, ())
        made.append(_case(act, kind, new, (base, lead_of(kind, base, new.against_place_no)), new.words.strip()[:1000]))
    if made:
        _keep(act, made, news, ())
    return [one.pk for one in made]


def enter_case(act: Act, kind: Kind, new: NewCase, bound: tuple[Case, int, Sequence[UUID]]) -> UUID:
    """A case bound to a first one, led as given, about the people of these entries; within another act of this room."""
    first, lead, people = bound
    case = _case(act, kind, new, (first.base_place_no, lead), new.words)
    case.first = first
    _keep(act, [case], [new], people)
    act.note(review=case.number)
    return UUID(str(case.pk))


def _kind_to_open(code: str, act: Act) -> Kind:
    """A kind of the list; a review is asked for on the page of what it reviews: NotFound here."""
    if code in REVIEWS.values():
        raise NotFound
    return kind_on(code, act.stamp.occurred_on)


def _keep(act: Act, made: Sequence[Case], news: Sequence[NewCase], people: Sequence[UUID]) -> None:
    """Number and write new cases with whom they concern, whoever complains, and the beginning of their timelines."""
    with widened("cases.open_case"):
        for case, number in zip(made, _numbers(act, len(made)), strict=True):
            case.number = number
        Case.objects.bulk_create(made)
        CasePerson.objects.bulk_create(
            CasePerson(id=uuid_utils.uuid7(), case=case, retiree_id=one) for case in made for one in people
        )
        callers = (_caller(case, new.caller) for case, new in zip(made, news, strict=True))
        CaseCaller.objects.bulk_create(one for found in callers for one in found)
        lines = [(one.pk, Done.OPEN.label, f"牵头单位：{places().label(one.place_no)}") for one in made]
        note_passages(act=act, lines=lines)


def lead_of(kind: Kind, base: int, against: int | None) -> int:
    """The place that leads: the one that the list names at or above where the case lies, else the city's desk.

    Nobody leads what is said against itself: it goes one up.
    """
    tree = places()
    level = LEVELS[kind.lead]
    if not level:
        lead = tree.city.place_no
    else:
        found = tree.ancestor(base, DivisionKind(level))
        lead = found.place_no if found is not None else base
    return parent_of(lead) if against is not None and against == lead else lead


def _people(act: Act, new: NewCase) -> Sequence[Any]:
    """The people of the register, of the own scope alone."""
    scope, ids = act.actor.scope, list(new.people)
    for line, number in enumerate(new.numbers, 1):
        found = find_people(scope=scope, text=number, limit=2) if len(number) >= 15 else []
        if len(found) != 1:
            raise errors.person_not_found(line)
        ids.append(found[0].id)
    rows = list(people_within(scope=scope).filter(pk__in=ids[:_MOST_PEOPLE]).order_by("pk"))
    if len(rows) != len(set(ids)):
        raise NotFound
    return rows


def _base(actor: Actor, new: NewCase, people: Sequence[Any]) -> int:
    """Where a case lies: as chosen, else where its first person belongs, else the own office."""
    base = new.place_no
    if base is None:
        base = people[0].place_no if people else actor.scope.place_from
    if base not in places().by_no:
        raise errors.place_missing()
    return int(base)


def _case(act: Act, kind: Kind, new: NewCase, where: tuple[int, int], words: str) -> Case:
    made, actor, (base, lead) = uuid_utils.uuid7(), act.actor, where
    own = None if actor.scope.enterprises else actor.scope.place_from
    if new.against_place_no is not None and new.against_place_no == lead:
        raise errors.complained_of()
    case = Case(
        id=made, kind=kind.code, group=kind.group, rule=kind.version, place_no=lead, base_place_no=base,
        origin_place_no=own, firm_id=new.firm_id, against_place_no=new.against_place_no,
        sealed=conceal_one(Case, "sealed", json.dumps({"words": words}, ensure_ascii=False), made),
        # Whoever opens what is its own to lead has it in hand.
        state=CaseState.OPEN if own == lead else CaseState.NEW, opened_on=act.stamp.occurred_on,
        counts_from=act.stamp.occurred_on, days=new.days or kind.days, is_working=kind.is_working, author_name=actor.name[:64],
        author_unit=actor.unit[:120], returned_by=[], extended_days=0, reworks=0,
    )  # fmt: skip
    if case.kind == PETITION and case.state == CaseState.OPEN:
        case.accepted_on = case.counts_from
    set_clock(case)
    return case


def _caller(case: Case, caller: Caller | None) -> list[CaseCaller]:
    """The row of whoever complains, if anybody is named."""
    if caller is None or not (caller.name.strip() or caller.phone.strip()):
        return []
    made = uuid_utils.uuid7()
    told = json.dumps({"name": caller.name.strip()[:60], "phone": caller.phone.strip()[:40]}, ensure_ascii=False)
    return [CaseCaller(
        id=made, case=case, sealed=conceal_one(CaseCaller, "sealed", told, made), is_hidden=caller.is_hidden
    )]  # fmt: skip


def _numbers(act: Act, count: int) -> list[str]:
    """The next numbers of the city in a year: `LD-2026-00012`."""
    year = act.stamp.occurred_on.year
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [places().city.place_no, year, count])
        ((last,),) = cursor.fetchall()
    return [f"LD-{year}-{one:05d}" for one in range(last - count + 1, last + 1)]
