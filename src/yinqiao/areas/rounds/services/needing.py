"""What was found at the door and others have to solve goes to whoever leads by the 权责清单."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.cases.services import open_case
from yinqiao.areas.cases.types import NewCase
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def open_found_case(*, actor: Actor, at: datetime, retiree_id: UUID, kind: str, words: str) -> UUID:
    """Open a case about this person, in the transaction of the visit; returns it. Refused as `cases.open_case` is."""
    with perform(actor=actor, action="rounds.open_found_case", at=at) as act:
        made = open_case(actor=actor, at=at, new=NewCase(kind, words, people=(retiree_id,)))
        act.note(case=str(made))
    return made
