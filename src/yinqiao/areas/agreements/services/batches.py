"""Which batches are delivered under an agreement: linked by the enterprise, undone until somebody is accepted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.models import AgreementBatch
from yinqiao.areas.agreements.queries import covered_enterprises, has_accepted
from yinqiao.areas.agreements.services.locking import lock_agreement, named_refusals, tell
from yinqiao.areas.agreements.types import Seen, Step
from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.types import BatchState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def link_batch(*, actor: Actor, at: datetime, seen: Seen, batch_id: UUID) -> None:
    """Deliver a submitted batch under a signed agreement; a batch belongs to one agreement.

    The batch is the agreement's enterprise's, or a daughter's where the agreement covers the group: else Invalid
    `agreements.batch_not_of_parties`. Conflict `agreements.batch_taken`.
    """
    with perform(actor=actor, action="agreements.link_batch", at=at) as act:
        row = lock_agreement(act, seen, Step.LINK)
        batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
        if batch.state != BatchState.SUBMITTED or batch.enterprise_id not in covered_enterprises(row):
            raise errors.batch_not_of_parties()
        with named_refusals():
            AgreementBatch.objects.create(
                agreement=row,
                batch_id=batch.pk,
                batch_no=batch.batch_no,
                enterprise_id=batch.enterprise_id,
                linked_at=at,
            )
        row.save(update_fields=["lock_version"])
        act.note(batch=str(batch_id))
        tell(act, events.BATCH_LINKED, row, batch_no=batch.batch_no)


def unlink_batch(*, actor: Actor, at: datetime, seen: Seen, batch_id: UUID) -> None:
    """Take a batch out of an agreement. Conflict `agreements.batch_accepted` once somebody of it was accepted."""
    with perform(actor=actor, action="agreements.unlink_batch", at=at) as act:
        row = lock_agreement(act, seen, Step.UNLINK)
        link = AgreementBatch.objects.filter(agreement=row, batch_id=batch_id).first()
        if link is None:
            raise NotFound
        if has_accepted(scope=actor.scope, batch_id=batch_id, enterprise_id=link.enterprise_id):
            raise errors.batch_accepted()
        batch_no = link.batch_no
        link.delete()
        row.save(update_fields=["lock_version"])
        act.note(batch=str(batch_id))
        tell(act, events.BATCH_UNLINKED, row, batch_no=batch_no)
