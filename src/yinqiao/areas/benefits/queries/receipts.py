"""What an enterprise reads of its own messages about benefits: one with what became of it and its receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.benefits import errors
from yinqiao.areas.benefits.types import CHANGED, ENDED, GRANTED
from yinqiao.areas.intake.queries import find_enterprise_source, get_message, list_messages
from yinqiao.areas.intake.types import inward_types
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, Scope, acting

TYPES = (GRANTED, CHANGED, ENDED)
# Where a message can still be taken back by who told it.
_OPEN = ("applied", "same", "older", "waiting", "disputed", "held")


def find_own_source(*, scope: Scope) -> Any:
    """The source by which the enterprise tells of benefits; None where it has none."""
    return find_enterprise_source(scope=scope, types=TYPES)


def get_own_source(*, scope: Scope) -> Any:
    """The same; Refused `benefits.no_source` where there is none."""
    found = find_own_source(scope=scope)
    if found is None:
        raise errors.no_source()
    return found


def speaking_for(actor: Actor) -> Actor:
    """The officer as the source of the own enterprise: what it told is read, and nobody of the register."""
    source = get_own_source(scope=actor.scope)
    return actor.within(Scope.of_office(source.pk, source.name))


def get_receipt(*, actor: Actor, scope: Scope, message_id: UUID) -> tuple[Any, bool]:
    """One message of the own source about a benefit, and whether it may be taken back; NotFound otherwise."""
    del scope  # the source's own, which is the actor's enterprise's
    with acting(speaking_for(actor)) as inside:
        known = {*TYPES, *(one.code for one in inward_types().values() if one.is_withdrawal)}
        if not list_messages(scope=inside.scope).filter(pk=message_id, type__in=known).exists():
            raise errors.not_found()
        try:
            found = get_message(scope=inside.scope, message_id=message_id)
        except NotFound as missing:
            raise errors.not_found() from missing
    return found, found.row.type in TYPES and found.row.state in _OPEN
