"""What was told of outcomes, what still is to be told, and what a person reads of the own cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from yinqiao.areas.case_results.models import Telling
from yinqiao.areas.case_results.rules import right, sentence
from yinqiao.areas.case_results.types import Answered, OwnResult, Told, Way
from yinqiao.areas.cases.queries import get_case, list_cases, list_own_cases, named_in, petition_limits, words_of
from yinqiao.areas.cases.types import CaseState, OwnCase
from yinqiao.areas.ratings.queries import grades_of_matters
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_values

_OWN = "SELECT id, person_id, turn, way, told_on, sealed FROM case_results_own()"


def list_untold(*, scope: Scope, today: date) -> QuerySet[Any]:
    """Cases of the own lead that are over and of which somebody whom they concern was not told, the oldest end first."""
    over = list_cases(scope=scope, today=today, standing=CaseState.CLOSED)
    found = over.filter(place_no=scope.place_from).annotate(
        named=Count("people", distinct=True),
        told=Count("people__tellings", filter=Q(people__tellings__turn=F("reworks")), distinct=True),
    )
    return found.filter(named__gt=F("told")).order_by("closed_on", "number")


def tellings_of(*, scope: Scope, case_id: UUID) -> dict[tuple[UUID, int], tuple[Telling, Told]]:
    """What people of a case were told, by row of the person and turn; NotFound for a case that the scope does not read."""
    get_case(scope=scope, case_id=case_id)
    rows = Telling.objects.filter(person__case_id=case_id).order_by("turn")
    return {(one.person_id, one.turn): (one, _told(one.way, one.told_on, reveal(one, "sealed"))) for one in rows}


def words_proposed(*, scope: Scope, case: Any) -> str:
    """What the case says of its outcome, to be told; empty where it concerns several, of whom none may read of another."""
    return words_of(case)["outcome"] if len(named_in(scope=scope, case_id=case.pk)) == 1 else ""


def get_telling(*, scope: Scope, telling_id: UUID) -> tuple[Telling, Told, Any]:
    """One telling with its words and whom it was told; NotFound when absent or out of scope."""
    row = Telling.objects.select_related("person__case").filter(pk=telling_id).first()
    if row is None:
        raise NotFound
    get_case(scope=scope, case_id=row.person.case_id)
    people = dict(named_in(scope=scope, case_id=row.person.case_id))
    if row.person_id not in people:
        raise NotFound
    return row, _told(row.way, row.told_on, reveal(row, "sealed")), people[row.person_id]


def _told(way: str, on: date, sealed: str | None) -> Told:
    told: dict[str, str] = json.loads(sealed or "{}")
    call = ""
    if told.get("at"):
        who = Answered(told["answered"]).label + (f"（{told['kin']}）" if told.get("kin") else "")
        call = f"{told['at']} 通话，{who}接听" + (f"，录音编号 {told['recording']}" if told.get("recording") else "")
    return Told(Way(way), on, told.get("words", ""), call)


def list_own_results(*, scope: Scope, today: date) -> list[OwnResult]:
    """The own cases of a person with what was told; one whose caller wants to stay unknown only once the person was told."""
    cases = list_own_cases(scope=scope)
    if not cases:
        return []
    told, grades = _own_tellings(), grades_of_matters(scope=scope)
    found = []
    for one in cases:
        mine = {turn: what for (person, turn), what in told.items() if person == one.person_id}
        if mine or not one.is_hidden:
            found.append(_own_result(one, mine.get(one.turn), grades.get((one.id, one.turn), ""), today))
    return found


def _own_tellings() -> dict[tuple[UUID, int], Told]:
    with connection.cursor() as cursor:
        cursor.execute(_OWN)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    words = reveal_values(Telling, "sealed", [one[5] for one in rows], [one[0] for one in rows])
    return {
        (person, turn): _told(way, on, said)
        for (_, person, turn, way, on, _), said in zip(rows, words, strict=True)
    }  # fmt: skip


def _own_result(case: OwnCase, told: Told | None, grade: str, today: date) -> OwnResult:
    said = told if case.is_over else None
    limits = petition_limits(case.opened_on)
    return OwnResult(
        case, sentence(case, said is not None, today), said,
        right(case.kind.code, said.on, limits) if said else "", grade if said else "",
    )  # fmt: skip
