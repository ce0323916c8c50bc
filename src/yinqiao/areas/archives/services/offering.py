"""A checked catalogue submitted to the place that shall receive its archives, and taken back before anyone has counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Archive, Catalogue
from yinqiao.areas.archives.queries import receivers
from yinqiao.areas.archives.services.locking import lock_catalogue, tell, tell_archives
from yinqiao.areas.archives.services.sending import offer_archives
from yinqiao.areas.archives.types import (
    CATALOGUE,
    ArchiveState,
    CatalogueState,
    CatalogueStep,
)
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.services import (
    begin_submission,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based


def begin_offer(*, actor: Actor, at: datetime, batch_id: UUID, place_no: int) -> None:
    """The officer names who shall receive the archives and confirms; the submission itself is a job.

    Invalid `archives.not_a_receiver` for a place that keeps no archives. What the batch must be like is as for every
    list (`begin_submission`).
    """
    with perform(actor=actor, action="archives.choose_receiver", at=at) as act:
        batch = get_batch(scope=actor.scope, kind=CATALOGUE, batch_id=batch_id)
        if place_no not in receivers().values():
            raise errors.not_a_receiver()
        begin_submission(actor=actor, at=at, kind=CATALOGUE, batch_id=batch_id)
        chosen = {"place_no": place_no, "sent_name": actor.name, "batch_no": batch.batch_no}
        Catalogue.objects.update_or_create(
            pk=batch_id, defaults={**chosen, "enterprise_id": batch.enterprise_id, "state": CatalogueState.SENDING}
        )
        act.about("catalogue", batch_id, people=0)
        act.note(place=place_no)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many archives were offered to the place.

    A row whose archive is in another catalogue or with a place by now stays behind with a finding. A refusal puts the
    batch back to “checked”; a crash leaves it “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=CATALOGUE, batch_id=batch_id, step="submit") as (act, batch):
        return _submit(act, batch)


def _submit(act: Act, batch: Any) -> int:
    row = lock_catalogue(act, batch.id, CatalogueStep.OFFER)
    with set_based(int(batch.counts.get("ready", 0))):
        sent = offer_archives(act, batch, row)
        row.archives, row.offered_at = sent.archives, act.at
        row.save()
        counts = {"offered": sent.archives, "overtaken": sent.overtaken}
        finish_submission(act=act, batch=batch, people=sent.people, counts=counts)
        renew_annotated_copy(act=act)
        act.note(**counts)
        tell(act, events.CATALOGUE_OFFERED, row, archives=sent.archives)
    return sent.archives


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a catalogue back before its first scan; returns how many archives stay with the enterprise.

    Conflict `archives.reception_begun` afterwards; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=CATALOGUE, batch_id=batch_id, step="undo") as (act, batch):
        row = lock_catalogue(act, batch.id, CatalogueStep.TAKE_BACK)
        tell_archives(act, events.WITHDRAWN, row.pk, ArchiveState.OFFERED)
        offered = Archive.objects.filter(catalogue_id=row.pk, state=ArchiveState.OFFERED)
        archives = offered.update(state=ArchiveState.WITHDRAWN)
        row.save()
        finish_undo(act=act, batch=batch, people=archives)
        act.note(archives=archives)
        tell(act, events.CATALOGUE_UNDONE, row, archives=archives)
    return archives
