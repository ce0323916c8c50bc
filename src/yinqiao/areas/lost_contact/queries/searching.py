"""The search for somebody declared lost: the plan as it stands, the record of its steps, what finds people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yinqiao.areas.lost_contact.models import LostCase, SearchStep
from yinqiao.areas.lost_contact.rules import plan, plan_of
from yinqiao.areas.lost_contact.types import Answer, CaseState, Lead, PlannedStep, WayFigures
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_MEMBERS = tuple(one.value for one in PoliticalStatus if one.is_party)


def search_plan(*, scope: Scope, retiree_id: UUID, leads: Iterable[Lead] = ()) -> tuple[PlannedStep, ...]:
    """The plan of somebody declared lost, as it stands; empty for who is not, NotFound out of scope.

    `leads` are those of `leads_of`, to be shown beside their steps: who only needs the days need not look them up.
    """
    row = find_row(scope, retiree_id)
    case = LostCase.objects.filter(retiree_id=retiree_id, state=CaseState.LOST).first() if scope.sees_content else None
    if case is None:
        return ()
    taken, words = _newest(SearchStep.objects.filter(case=case)), {one.label: one.words for one in leads}
    return plan_of(case.declared_on, taken, words, is_member=row.political_status in _MEMBERS)


def list_lost(*, scope: Scope) -> QuerySet[LostCase]:
    """The declarations that hold, of people of the scope; none for who reads no content."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    return LostCase.objects.filter(within, state=CaseState.LOST) if scope.sees_content else LostCase.objects.none()


def _newest(steps: Iterable[SearchStep]) -> dict[str, tuple[Answer, date]]:
    """The newest answer to each step that stands."""
    standing = sorted((one for one in steps if one.voided_at is None), key=lambda one: one.recorded_at)
    return {one.code: (Answer(one.answer), one.taken_on) for one in standing}


def next_steps(*, scope: Scope, people: Collection[UUID]) -> dict[UUID, str]:
    """What is to be done next about those of `people` who are declared lost, in words; two statements for a page."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = LostCase.objects.filter(within, retiree_id__in=people, state=CaseState.LOST)
    found = found.annotate(status=F("retiree__political_status")).prefetch_related("steps")
    told = {}
    for case in found if scope.sees_content else ():
        rows = plan_of(case.declared_on, _newest(case.steps.all()), {}, is_member=case.status in _MEMBERS)
        upcoming = next((one for one in rows if one.is_next), None)
        if upcoming is not None:
            told[case.retiree_id] = _in_words(upcoming)
    return told


def _in_words(one: PlannedStep) -> str:
    return f"{one.step.label}（等回复）" if one.answer is Answer.ASKED else one.step.label


def list_steps(*, scope: Scope, retiree_id: UUID) -> QuerySet[SearchStep]:
    """Every step that was taken about a person, newest first, those made void among them; NotFound out of scope."""
    find_row(scope, retiree_id)
    found = SearchStep.objects.filter(retiree_id=retiree_id).select_related("case")
    return found.order_by("-taken_on", "-recorded_at") if scope.sees_content else found.none()


def get_step(*, scope: Scope, step_id: UUID) -> SearchStep:
    """One step that was taken; NotFound when absent or the person out of scope."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = SearchStep.objects.filter(within, pk=step_id).first() if scope.sees_content else None
    if found is None:
        raise NotFound
    return found


def what_finds_people(*, scope: Scope, since: date) -> tuple[WayFigures, ...]:
    """For each step of the plan: of how many people it was taken since a day, where it gave a trace, whom it found.

    Somebody is found by a step when its newest word was that, and the search ended with the person found.
    """
    if not scope.sees_content:
        return ()
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    taken = SearchStep.objects.filter(within, voided_at__isnull=True, taken_on__gte=since)
    trace, ended = Q(answer=Answer.TRACE), Q(answer=Answer.FOUND, case__state=CaseState.FOUND)
    counted = taken.order_by().values("code").annotate(
        tried=Count("case", distinct=True), traces=Count("case", distinct=True, filter=trace),
        found=Count("case", distinct=True, filter=ended),
    )  # fmt: skip
    by_code = {one["code"]: one for one in counted}
    return tuple(
        WayFigures(one.label, by_code[one.code]["tried"], by_code[one.code]["traces"], by_code[one.code]["found"])
        for one in plan()
        if one.code in by_code
    )
