"""What the person whom a case concerns reads of it: through a function that gives these columns, no row of a case."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from yinqiao.areas.cases.queries.kinds import kind_on
from yinqiao.areas.cases.types import CaseState, OwnCase
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_OWN = """
SELECT id, person_id, number, kind, state, place_no, opened_on, accepted_on, due_on, closed_on, result, reworks, is_hidden
FROM cases_own() ORDER BY opened_on DESC, number DESC
"""


def list_own_cases(*, scope: Scope) -> list[OwnCase]:
    """The cases that concern the person of a retiree's scope, the newest first; none for anybody else, nor a proxy."""
    if scope.person is None or scope.warrant is not None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OWN)
        rows = cursor.fetchall()
    tree = places()
    return [
        OwnCase(
            id=pk, person_id=person, number=number, kind=kind_on(kind, opened_on), state=CaseState(state),
            lead=tree.label(place_no), opened_on=opened_on, accepted_on=accepted_on, due_on=due_on, closed_on=closed_on,
            result=result, turn=turn, is_hidden=is_hidden,
        )
        for pk, person, number, kind, state, place_no, opened_on, accepted_on, due_on, closed_on, result, turn, is_hidden
        in rows
    ]  # fmt: skip


def find_own_case(*, scope: Scope, case_id: UUID) -> OwnCase:
    """One of them; NotFound otherwise."""
    found = next((one for one in list_own_cases(scope=scope) if one.id == case_id), None)
    if found is None:
        raise NotFound
    return found
