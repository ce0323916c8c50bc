"""Which batches are delivered under an agreement: linked by the enterprise, undone until something of them is received."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.models import AgreementBatch
from yinqiao.areas.agreements.queries import find_linkable, has_received
from yinqiao.areas.agreements.services.locking import lock_agreement, named_refusals, tell
from yinqiao.areas.agreements.types import Seen, Step
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def link_batch(*, actor: Actor, at: datetime, seen: Seen, batch_id: UUID) -> None:
    """Deliver a submitted batch of people, archives… under a signed agreement; a batch belongs to one agreement.

    The batch is the agreement's enterprise's, or a daughter's where the agreement covers the group: else Invalid
    `agreements.batch_not_of_parties`. Conflict `agreements.batch_taken`.
    """
    with perform(actor=actor, action="agreements.link_batch", at=at) as act:
        row = lock_agreement(act, seen, Step.LINK)
        batch = find_linkable(scope=actor.scope, row=row, batch_id=batch_id)
        with named_refusals():
            AgreementBatch.objects.create(
                agreement=row,
                batch_id=batch.pk,
                batch_no=batch.batch_no,
                kind=batch.kind,
                enterprise_id=batch.enterprise_id,
                linked_at=at,
            )
        row.save(update_fields=["lock_version"])
        act.note(batch=str(batch_id))
        tell(act, events.BATCH_LINKED, row, batch_no=batch.batch_no)


def unlink_batch(*, actor: Actor, at: datetime, seen: Seen, batch_id: UUID) -> None:
    """Take a batch out of an agreement. Conflict `agreements.batch_accepted` once something of it was received."""
    with perform(actor=actor, action="agreements.unlink_batch", at=at) as act:
        row = lock_agreement(act, seen, Step.UNLINK)
        link = AgreementBatch.objects.filter(agreement=row, batch_id=batch_id).first()
        if link is None:
            raise NotFound
        if has_received(scope=actor.scope, link=link):
            raise errors.batch_accepted()
        batch_no = link.batch_no
        link.delete()
        row.save(update_fields=["lock_version"])
        act.note(batch=str(batch_id))
        tell(act, events.BATCH_UNLINKED, row, batch_no=batch_no)
