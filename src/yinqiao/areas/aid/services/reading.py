"""What a step of relief holds until it is over: its case, and the numbers of those who live together."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from yinqiao.areas.aid import errors
from yinqiao.areas.aid.models import Relief
from yinqiao.areas.aid.queries import get_relief
from yinqiao.areas.aid.rules import RELIEF_STEPS
from yinqiao.areas.aid.types import ReliefState
from yinqiao.platform.acts import Act

_NUMBERS = 7305071


def lock_relief(act: Act, relief_id: UUID, step: str) -> Relief:
    """The row, locked, in a state in which the step is taken; NotFound out of scope, Conflict `aid.relief_step`."""
    found = get_relief(scope=act.actor.scope, relief_id=relief_id)
    row = Relief.objects.select_for_update().get(pk=found.pk)
    act.about("retiree", row.retiree_id)
    if ReliefState(row.state) not in RELIEF_STEPS[step]:
        raise errors.relief_step()
    return row


def hold_numbers(numbers: Iterable[bytes]) -> None:
    """Only one act at a time asks whether somebody of these is in another household, and writes that they are in this one:
    two communities that ask at the same moment would both be told no. In one order for all; until the transaction ends.
    """
    with connection.cursor() as cursor:
        for number in sorted(set(numbers)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(encode(%s, 'hex')))", [_NUMBERS, number])
