"""What is sealed of expected retirees, opened for a page or for letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.routine.queries import get_expected, list_expected
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, Facts, unseal
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.audit.log import record_read


def open_person(*, actor: Actor, expected_id: UUID, action: str, purpose: str) -> tuple[Any, Facts]:
    """One person with the facts of the list; the read is noted under `action`. NotFound out of scope."""
    person = get_expected(scope=actor.scope, expected_id=expected_id)
    record_read(actor, action=action, people=1, purpose=purpose)
    return person, unseal([person.facts], [person.pk], table=EXPECTED_TABLE)[0]


def open_people(*, scope: Scope, ids: Sequence[UUID]) -> list[tuple[Any, Facts]]:
    """These people with the facts of the list, in this order, for letters; the act that prints notes it. NotFound for
    anybody out of scope."""
    found = {row.pk: row for row in list_expected(scope=scope).filter(pk__in=ids)}
    if len(found) != len(set(ids)):
        raise NotFound
    people = [found[one] for one in ids]
    facts = unseal([one.facts for one in people], ids, table=EXPECTED_TABLE)
    return list(zip(people, facts, strict=True))
