"""Quality: a share of a batch is drawn at random, looked at by another officer, and what is bad goes back to be scanned."""

from __future__ import annotations

from datetime import datetime
from random import SystemRandom
from uuid import UUID

from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Scan, ScanBatch
from yinqiao.areas.digitised.queries import get_scan, rule
from yinqiao.areas.digitised.rules import passes, sample_size
from yinqiao.areas.digitised.services.writing import lock_batch, sealed
from yinqiao.areas.digitised.types import BatchState, Sample, ScanState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def draw_sample(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Draw the sample of a batch; how many. Conflict `digitised.batch_closed`, `.still_working`, `.nothing_filed`."""
    with perform(actor=actor, action="digitised.draw_sample", at=at) as act:
        batch = lock_batch(act, batch_id, "draw")
        scans = Scan.objects.filter(batch=batch)
        if working := scans.filter(state__in=[ScanState.RECEIVING, ScanState.CHECKING]).count():
            raise errors.still_working(working)
        filed = list(scans.filter(state=ScanState.FILED).values_list("pk", flat=True))
        if not filed:
            raise errors.nothing_filed()
        drawn = SystemRandom().sample(filed, sample_size(rule("sampling", act.stamp.occurred_on), len(filed)))
        scans.exclude(sample=Sample.NONE).update(sample=Sample.NONE, judged_name="")
        scans.filter(pk__in=drawn).update(sample=Sample.DRAWN)
        batch.state, batch.sampled_at = BatchState.SAMPLING, at
        batch.save(update_fields=["state", "sampled_at"])
        act.note(filed=len(filed), drawn=len(drawn))
        return len(drawn)


def judge_scan(*, actor: Actor, at: datetime, scan_id: UUID, is_good: bool, reason: str = "") -> BatchState:
    """Say of a drawn scan whether it is good; the last one decides the batch, whose state is answered.

    Invalid `digitised.reason_missing`; Refused `.own_scan`; Conflict `.not_drawn`, `.batch_closed`.
    """
    with perform(actor=actor, action="digitised.judge_scan", at=at) as act:
        found = get_scan(scope=actor.scope, scan_id=scan_id)
        batch = lock_batch(act, found.batch_id, "judge")
        scan = Scan.objects.select_for_update().get(pk=scan_id)
        if scan.sample != Sample.DRAWN or scan.state != ScanState.FILED:
            raise errors.not_drawn()
        if scan.author_id == actor.id:
            raise errors.own_scan()
        if not is_good and not reason.strip():
            raise errors.reason_missing()
        scan.sample, scan.judged_name = (Sample.GOOD if is_good else Sample.BAD), actor.name[:64]
        if not is_good:
            scan.state = ScanState.RETURNED
            scan.bad_note = sealed(Scan, {"bad_note": reason[:200]}, scan.pk)["bad_note"]
        scan.save(update_fields=["sample", "judged_name", "state", "bad_note"])
        act.note(good=is_good)
        _decide(batch, at)
        return BatchState(batch.state)


def _decide(batch: ScanBatch, at: datetime) -> None:
    told = list(Scan.objects.filter(batch=batch).exclude(sample=Sample.NONE).values_list("sample", flat=True))
    if Sample.DRAWN in told:
        return
    is_passed = passes(rule("sampling", at.date()), len(told), told.count(Sample.BAD))
    batch.state = BatchState.PASSED if is_passed else BatchState.FAILED
    batch.closed_at = at
    batch.save(update_fields=["state", "closed_at"])
