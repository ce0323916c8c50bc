"""A file posted once more, by a person: when the other city could not take it in and can now, or has lost it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.hub import errors
from yinqiao.areas.hub.queries.messages import get_sent
from yinqiao.areas.hub.services.numbering import Told, hold_turn, put
from yinqiao.areas.hub.types import MessageKind, PostState
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform

OPEN = (PostState.POSTED, PostState.REFUSED, PostState.TOO_LARGE)


def send_again(*, actor: Actor, at: datetime, paper_id: UUID) -> None:
    """Put a file on record anew, under a new number; the other city knows it should it have it.

    NotFound out of scope; Conflict `hub.not_to_be_sent_again` while it waits, or once the other city has it.
    """
    with perform(actor=actor, action="hub.sent_again", at=at) as act:
        hold_turn()
        row = get_sent(scope=actor.scope, paper_id=paper_id)
        if row.state not in OPEN:
            raise errors.not_to_be_sent_again()
        put(at, Told(row.line, MessageKind(row.kind), row.place_no, row.about, ref=row.ref, digest=row.digest))
        act.note(city=row.line, number=row.about, kind=row.kind)
