"""Cases within a scope: for the office that leads, those above it, and the place that opened it. No overseer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yinqiao.areas.accounts.queries import list_manned
from yinqiao.areas.cases.models import Case, CaseCaller, CasePassage, CasePerson, CaseStep
from yinqiao.areas.cases.queries.kinds import petition_limits, rising
from yinqiao.areas.cases.rules import PETITION, REVIEWS, RISES, offered
from yinqiao.areas.cases.types import RUNNING, Act, Caller, CaseState, Moment, Standing
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many
from yinqiao.platform.workdays import work_calendar

# What is over comes last.
OPEN_FIRST = F("closed_on").asc(nulls_first=True)
_BY_CLOCK = {Standing.WARNED: "half_on__lte", Standing.NEAR: "near_on__lte", Standing.OVERDUE: "due_on__lt"}


def list_cases(*, scope: Scope, today: date, standing: str = "", role: str = "") -> QuerySet[Case]:
    """The cases that the scope's offices lead or opened, the soonest due first, what is over last.

    `standing` narrows: `mine` to those that the own office leads, `risen` to what has come up by its lateness.
    """
    if not scope.sees_content or scope.place_from >= scope.place_to:
        return Case.objects.none()
    led = Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    opened = Q(origin_place_no__gte=scope.place_from, origin_place_no__lt=scope.place_to)
    found = _narrow(Case.objects.filter(led | opened), scope, today, standing, role)
    running = Count("steps", filter=Q(steps__state__in=[one.value for one in RUNNING]))
    return found.annotate(waiting=running).order_by(OPEN_FIRST, "due_on", "-number")


def _narrow(found: QuerySet[Case], scope: Scope, today: date, standing: str, role: str) -> QuerySet[Case]:
    going = found.exclude(state=CaseState.CLOSED)
    if standing == Standing.MINE:
        return going.filter(place_no=scope.place_from)
    if standing in _BY_CLOCK:
        late = Q(**{_BY_CLOCK[Standing(standing)]: today})
        return going.filter(late if standing == Standing.OVERDUE else late & Q(due_on__gte=today))
    if standing == Standing.RISEN:
        days = rising(today)[RISES.get(role, "street_days")]
        until = work_calendar().before(today, days)
        return going.filter(due_on__lte=until, place_no__gt=scope.place_from, place_no__lt=scope.place_to)
    if standing == Standing.UNTAKEN:
        until = today - timedelta(days=petition_limits(today)["accept_days"])
        return going.filter(kind=PETITION, accepted_on__isnull=True, opened_on__lt=until)
    if standing == Standing.EXTENSIONS:
        own = Q(place_no=scope.place_from) & ~Q(place_no=places().city.place_no)
        return going.filter(asked_days__isnull=False, place_no__lt=scope.place_to).exclude(own)
    if standing == Standing.UNMANNED:
        led = set(going.order_by().values_list("place_no", flat=True))
        below = {one for one in led if scope.place_from < one < scope.place_to}
        return going.filter(place_no__in=below - list_manned(place_nos=below, day=today))
    if standing == Standing.CALL_BACK:
        return found.filter(state=CaseState.CLOSED, grade="")
    return found.filter(state=standing) if standing else found


def count_cases(*, scope: Scope, today: date, standing: Standing, role: str) -> int:
    """How many a list would show."""
    return list_cases(scope=scope, today=today, standing=standing, role=role).order_by().count()


def get_case(*, scope: Scope, case_id: UUID) -> Case:
    """One case; NotFound when absent or neither led nor opened within the scope."""
    found = list_cases(scope=scope, today=date.min).filter(pk=case_id).first()
    if found is None:
        raise NotFound
    return found


def words_of(case: Case) -> dict[str, str]:
    """What a case says: `words`, and once it is over `outcome`, `reply`, `cause`; the caller notes why it was read."""
    told: dict[str, str] = json.loads(reveal(case, "sealed") or "{}")
    return {**told, **{name: reveal(case, name) or "" for name in ("outcome", "reply", "cause")}}


def caller_of(case: Case) -> Caller | None:
    """Who complains, as far as the reader may know: a hidden one is known to whoever leads alone."""
    row = CaseCaller.objects.filter(case=case).first()
    if row is None:
        return None
    told = json.loads(reveal(row, "sealed") or "{}")
    return Caller(told.get("name", ""), told.get("phone", ""), row.is_hidden)


def names_caller(case: Case, words: str) -> bool:
    """Whether words that go to somebody else name whoever complains, as far as the reader knows who that is."""
    caller = caller_of(case)
    return caller is not None and any(one and one in words for one in (caller.name, caller.phone))


def people_of(*, scope: Scope, case_id: UUID) -> list[Any]:
    """Whom a case concerns, as far as the reader looks after them."""
    named = CasePerson.objects.filter(case_id=case_id).values("retiree_id")
    return list(people_within(scope=scope).filter(pk__in=named).order_by("name", "pk"))


def named_in(*, scope: Scope, case_id: UUID) -> list[tuple[UUID, Any]]:
    """The rows that name people in a case, with the entries of those whom the reader looks after."""
    rows = CasePerson.objects.filter(case_id=case_id).values_list("retiree_id", "pk")
    keys = dict(rows)
    return [(keys[one.pk], one) for one in people_of(scope=scope, case_id=case_id)]


def get_named(*, scope: Scope, person_id: UUID) -> tuple[Case, Any]:
    """A case and one of its people by the row that names the person; NotFound where either is out of scope."""
    row = CasePerson.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound
    case = get_case(scope=scope, case_id=row.case_id)
    people = dict(named_in(scope=scope, case_id=row.case_id))
    if person_id not in people:
        raise NotFound
    return case, people[person_id]


def steps_of(*, scope: Scope, case_id: UUID) -> list[CaseStep]:
    """What other offices were asked, in order."""
    get_case(scope=scope, case_id=case_id)
    return list(CaseStep.objects.filter(case_id=case_id).order_by("number"))


def moments_of(rows: QuerySet[CasePassage]) -> list[Moment]:
    """Lines of a timeline with their words."""
    found = list(rows.order_by("at", "id"))
    words = reveal_many(found, "words")
    return [
        Moment(one.at, one.label, said or "", f"{one.unit} {one.who}".strip())
        for one, said in zip(found, words, strict=True)
    ]


def list_of_person(*, scope: Scope, retiree_id: UUID) -> Sequence[Case]:
    """The cases that concern a person, the newest first; NotFound out of scope, none where content is not read."""
    person = find_row(scope, retiree_id)
    named = CasePerson.objects.filter(retiree_id__in=with_merged(scope, person.pk)).values("case_id")
    return list(list_cases(scope=scope, today=date.min).filter(pk__in=named).order_by("-opened_on", "-number"))


def may_now(case: Case, scope: Scope) -> list[Act]:
    """What somebody of a scope may do with a case as it stands: whoever leads, the city's desk, who stands above."""
    is_lead, city = case.place_no == scope.place_from, places().city.place_no
    is_above = scope.covers_place(case.place_no) and not is_lead
    found = offered(
        CaseState(case.state), is_lead=is_lead, is_desk=scope.place_from == city, is_above=is_above,
        waits_for_extension=case.asked_days is not None,
    )  # fmt: skip
    if case.kind in REVIEWS.values():
        # A review is the office's above: it goes to nobody else.
        found = [one for one in found if one not in (Act.RETURN, Act.ASSIGN)]
    if case.kind in REVIEWS and case.state == CaseState.CLOSED and review_of(case) is None:
        found.append(Act.ASK_REVIEW)
    return found


def reviewed_number(case: Case) -> str:
    """The number of what a review reviews, as far as the reader may see it; empty for what is no review."""
    if case.first_id is None:
        return ""
    return Case.objects.filter(pk=case.first_id).values_list("number", flat=True).first() or ""


def review_of(case: Case) -> Case | None:
    """The review of an answered petition, as far as the reader may see it."""
    return Case.objects.filter(first_id=case.pk).first()
