"""A checked catalogue submitted to the place that shall receive its archives, and taken back before anyone has counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.areas.archives import errors, events
from yinqiao.areas.archives.models import Archive, Catalogue
from yinqiao.areas.archives.queries import receivers
from yinqiao.areas.archives.rules import finding_words
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.areas.archives.services.locking import lock_catalogue, tell, tell_archives
from yinqiao.areas.archives.types import (
    CATALOGUE,
    CATALOGUE_WORDS,
    ArchiveState,
    CatalogueFinding,
    CatalogueState,
    CatalogueStep,
)
from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.services import (
    add_findings,
    begin_submission,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import set_based

# An archive that was taken back before is the same archive, offered anew, and stays linked to whom a person found for
# it unless the number is another now; one that somebody else's act has brought to a place or into another catalogue
# since the check stays as it is.
_OFFER = """
INSERT INTO archives_archive AS a (catalogue_id, enterprise_id, place_no, archive_no, barcode, name, id_no_index, id_no,
    seal_id, retiree_id, entry_id, box_no, items, classes, pages, missing_note, state)
SELECT c.id, w.enterprise_id, c.place_no, w.archive_no, w.barcode, w.name, w.id_no_index, w.id_no, w.seal_id, r.id, r.id,
    w.box_no, w.items, w.classes, w.pages, w.missing_note, 'offered'
FROM archives_cataloguerow w JOIN archives_catalogue c ON c.id = w.batch_id
LEFT JOIN retirees_retiree r ON r.id_no_index = w.id_no_index AND r.enterprise_id = w.enterprise_id
    AND r.merged_into_id IS NULL
WHERE w.batch_id = %s AND w.state = 'ready' ORDER BY w.row_no
ON CONFLICT (enterprise_id, archive_no) DO UPDATE SET catalogue_id = excluded.catalogue_id, place_no = excluded.place_no,
    barcode = excluded.barcode, name = excluded.name, id_no_index = excluded.id_no_index, id_no = excluded.id_no,
    seal_id = excluded.seal_id, box_no = excluded.box_no, items = excluded.items, classes = excluded.classes,
    pages = excluded.pages,
    missing_note = excluded.missing_note, state = 'offered',
    retiree_id = CASE WHEN excluded.retiree_id IS NULL AND a.id_no_index = excluded.id_no_index THEN a.retiree_id
        ELSE excluded.retiree_id END,
    entry_id = CASE WHEN excluded.retiree_id IS NULL AND a.id_no_index = excluded.id_no_index THEN a.entry_id
        ELSE excluded.entry_id END
WHERE a.state = 'withdrawn'
"""
_OVERTAKEN = """
UPDATE archives_cataloguerow w SET state = 'blocked' FROM archives_archive a
WHERE w.batch_id = %s AND w.state = 'ready' AND a.enterprise_id = w.enterprise_id AND a.archive_no = w.archive_no
  AND a.catalogue_id <> w.batch_id RETURNING w.row_no
"""


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
        return _offer(act, batch, row)


def _offer(act: Act, batch: Any, row: Catalogue) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OFFER, [batch.id])
        cursor.execute(_OVERTAKEN, [batch.id])
        overtaken = [one[0] for one in cursor.fetchall()]
    if overtaken:
        code = CatalogueFinding.ON_OFFER
        severity = finding_words()[code]["severity"]
        add_findings(
            act=act, batch=batch, row_numbers=overtaken, field="archive_no", code=code.value, severity=severity
        )
    ids = list(Archive.objects.filter(catalogue_id=batch.id).values_list("pk", flat=True))
    if not ids:
        raise nothing_to_submit(CATALOGUE_WORDS)
    CUSTODY.begin(act, ids)
    row.archives, row.offered_at = len(ids), act.at
    row.save()
    people = Archive.objects.filter(catalogue_id=batch.id, retiree_id__isnull=False).count()
    finish_submission(
        act=act, batch=batch, people=people, counts={"offered": len(ids), "overtaken": len(overtaken)}
    )  # fmt: skip
    renew_annotated_copy(act=act)
    act.note(offered=len(ids), overtaken=len(overtaken))
    tell(act, events.CATALOGUE_OFFERED, row, archives=len(ids))
    tell_archives(act, events.OFFERED, row.pk, ArchiveState.OFFERED)
    return len(ids)


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
