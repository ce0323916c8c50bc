"""What an office answered online goes on to the searches for the people of its list."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.letters import services
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


@job("letters.tell_search")
def tell_search(actor: Actor, *, letter_id: str, asked: str) -> None:
    """Note the answers as what came of a step of each search."""
    ids = [UUID(one) for one in asked.split(",")]
    services.tell_search(actor=actor, at=timezone.now(), letter_id=UUID(letter_id), asked=ids)
