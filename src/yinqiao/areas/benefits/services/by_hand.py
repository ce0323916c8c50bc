"""An enterprise's officer tells of a benefit on a page, and takes it back: the way of what its programme would send."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from yinqiao.areas.benefits import errors
from yinqiao.areas.benefits.queries import get_own_source, get_receipt, speaking_for
from yinqiao.areas.intake.services import enter_letter, receive_lines, withdrawal_of
from yinqiao.areas.intake.types import MessageState, Receipt
from yinqiao.areas.retirees.queries import facts_of, find_row
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform


def tell_by_hand(*, actor: Actor, at: datetime, retiree_id: UUID, kind: str, told: Mapping[str, str]) -> Receipt:
    """Tell of one benefit of one person of the own enterprise: same checks, weighing and receipt as a programme's.

    NotFound out of scope; Refused `benefits.no_source`, `intake.source_paused`, `intake.too_fast`; Conflict
    `benefits.number_missing`; Invalid `intake.entry_refused` with why: then nothing is kept.
    """
    with perform(actor=actor, action="benefits.tell_by_hand", at=at) as act:
        person, source = find_row(actor.scope, retiree_id), get_own_source(scope=actor.scope)
        act.about("retiree", person.pk)
        (facts,) = facts_of([person])
        if not facts.get("id_no"):
            raise errors.number_missing()
        data = {"id_number": facts["id_no"], "name": person.name, **told}
        event = (kind, f"page-{uuid4().hex}", data)
        receipt = enter_letter(actor=speaking_for(actor), at=at, source_id=source.pk, told=event)
        act.note(message=str(receipt.no), kind=kind)
        return receipt


def take_back(*, actor: Actor, at: datetime, message_id: UUID, reason: str) -> Receipt:
    """Take back what the own enterprise told of a benefit, whichever way it came; what followed is undone visibly.

    NotFound for another source's message; Conflict `benefits.not_possible` for one that has ended.
    """
    with perform(actor=actor, action="benefits.take_back", at=at) as act:
        found, is_open = get_receipt(actor=actor, scope=actor.scope, message_id=message_id)
        if not is_open:
            raise errors.not_possible()
        row = found.row
        event = withdrawal_of(row.source.code, (row.type, row.event_id), reason, event_id=f"page-{uuid4().hex}", at=at)
        (receipt,) = receive_lines(
            actor=speaking_for(actor), at=at, source_id=row.source_id, events=[event], letter=None
        )
        if receipt.state is MessageState.REFUSED:
            raise errors.not_possible()
        act.note(message=str(message_id), withdrawal=str(receipt.no))
        return receipt
