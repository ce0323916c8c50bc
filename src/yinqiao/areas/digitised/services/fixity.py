"""Rounds over the store: each block is read and its checksum compared; what is missing or altered is written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from yinqiao.areas.digitised.models import Block, Scan
from yinqiao.areas.digitised.queries import rule
from yinqiao.areas.digitised.types import Fixity, FixityTold, ScanState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.scans.backs import back
from yinqiao.platform.scans.sealing import check_block

_PART = 50


def check_fixity(*, actor: Actor, at: datetime, spent: int = 0) -> FixityTold:
    """Check the scans longest unchecked, at most `_PART` of them, and note what each is; nothing due is no blocks.

    `spent` are the bytes that this night has read already. A store that does not answer raises OSError and says nothing
    about any scan.
    """
    with perform(actor=actor, action="digitised.check_fixity", at=at) as act:
        parameters = rule("fixity", act.stamp.occurred_on)
        left = parameters["night_megabytes"] * 2**20 - spent
        before = at - timedelta(days=parameters["days"])
        due = Scan.objects.filter(Q(checked_at__isnull=True) | Q(checked_at__lt=before), state=ScanState.FILED)
        blocks = size = 0
        found = {Fixity.MISSING: 0, Fixity.ALTERED: 0}
        for scan in due.order_by(F("checked_at").asc(nulls_first=True), "pk")[:_PART]:
            if size >= left:
                break
            count, state = _check(scan.pk)
            blocks, size = blocks + count, size + scan.size
            if state in found:
                found[state] += 1
            Scan.objects.filter(pk=scan.pk, state=ScanState.FILED).update(checked_at=at, fixity=state)
        act.note(blocks=blocks, bytes=size, missing=found[Fixity.MISSING], altered=found[Fixity.ALTERED])
        return FixityTold(blocks, size, found[Fixity.MISSING], found[Fixity.ALTERED])


def _check(scan_id: UUID) -> tuple[int, Fixity]:
    """How many blocks, and the worst that was found of them."""
    told = [check_block(one) for one in Block.objects.filter(scan_id=scan_id).values_list("address", flat=True)]
    worst = Fixity.MISSING if "missing" in told else Fixity.ALTERED if "altered" in told else Fixity.WHOLE
    return len(told), worst


def sweep_blocks(*, actor: Actor, at: datetime, older_than: datetime) -> int:
    """Remove blocks that no scan knows and beginnings of broken uploads, there since before `older_than`; how many."""
    with perform(actor=actor, action="digitised.sweep_blocks", at=at) as act:
        stale = [address for address, since in back().listed() if since < older_than]
        removed = 0
        for begin in range(0, len(stale), 1000):
            part = stale[begin : begin + 1000]
            known = set(Block.objects.filter(address__in=part).values_list("address", flat=True))
            for address in part:
                if address not in known:
                    back().remove(address)
                    removed += 1
        act.note(removed=removed)
        return removed
