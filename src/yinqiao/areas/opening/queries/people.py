"""People by the number that they have in the old system."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.areas.opening.models import OldNumber
from yinqiao.areas.opening.types import OldRecord
from yinqiao.areas.retirees.queries import find_by_ids, find_row
from yinqiao.areas.retirees.types import PersonHit
from yinqiao.kernel.text import normalise_code
from yinqiao.platform.access.types import Scope

_LAST = "\U0010ffff"
# Shorter beginnings would find half the city.
_SHORTEST = 4
_FOUND = """
SELECT n.retiree_id FROM opening_oldnumber n JOIN retirees_retiree r ON r.id = n.retiree_id
WHERE n.number >= %s AND n.number < %s AND r.place_no >= %s AND r.place_no < %s
ORDER BY n.number LIMIT %s
"""


def find_by_old_number(*, scope: Scope, text: str, limit: int = 20) -> list[PersonHit]:
    """The people of the scope whose number in the old system begins with `text` (four characters at least), by number.

    None for an enterprise: the number was never the enterprise's.
    """
    number = normalise_code(text).value.upper()
    if len(number) < _SHORTEST or scope.is_enterprise or not any(one.isdigit() for one in number):
        return []
    values: list[Any] = [number, number + _LAST, scope.place_from, scope.place_to, limit]
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, values)
        ids = [row[0] for row in cursor.fetchall()]
    return find_by_ids(scope=scope, ids=ids)


def find_old_records(*, scope: Scope, retiree_id: UUID) -> list[OldRecord]:
    """What the old system called a person, the earliest acceptance first; NotFound out of scope, none for an enterprise."""
    find_row(scope, retiree_id)
    if scope.is_enterprise:
        return []
    found = OldNumber.objects.filter(retiree_id=retiree_id).order_by("accepted_on", "number")
    return [OldRecord(one.system, one.number, one.accepted_on, one.run_id) for one in found]
