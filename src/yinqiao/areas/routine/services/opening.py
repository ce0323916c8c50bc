"""What is sealed of an expected retiree, opened for a page or a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.routine.queries import get_expected
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, Facts, unseal
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record_read


def open_person(*, actor: Actor, expected_id: UUID, action: str, purpose: str) -> tuple[Any, Facts]:
    """One person with the facts of the list; the read is noted under `action`. NotFound out of scope."""
    person = get_expected(scope=actor.scope, expected_id=expected_id)
    record_read(actor, action=action, people=1, purpose=purpose)
    return person, unseal([person.facts], [person.pk], table=EXPECTED_TABLE)[0]
