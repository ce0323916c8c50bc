"""What acts on scans have in common: rows locked within the scope, steps that the flow allows, bytes that go with rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from yinqiao.areas.digitised import errors
from yinqiao.areas.digitised.models import Block, Scan, ScanBatch
from yinqiao.areas.digitised.queries import get_batch, get_scan
from yinqiao.areas.digitised.rules import BATCH_FLOW
from yinqiao.areas.digitised.types import BatchState
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.scans.backs import back


def sealed(model: type[Model], texts: Mapping[str, str], row_id: UUID) -> dict[str, bytes | None]:
    """What somebody wrote as the columns of a row keep it: ciphertext, or nothing."""
    return {name: conceal_one(model, name, text.strip() or None, row_id) for name, text in texts.items()}


def office_of(actor: Actor) -> int:
    """The place for which somebody acts."""
    return actor.scope.place_from


def lock_batch(act: Act, batch_id: UUID, step: str) -> ScanBatch:
    """One batch of the scope, locked, at which this step is open. NotFound; Conflict `digitised.batch_closed`."""
    found = get_batch(scope=act.actor.scope, batch_id=batch_id)
    row = ScanBatch.objects.select_for_update().get(pk=found.pk)
    state = BatchState(row.state)
    if step not in BATCH_FLOW[state]:
        raise errors.batch_closed(state.label)
    act.about("scan_batch", row.pk, people=0)
    return row


def lock_scan(scope: Scope, scan_id: UUID) -> Scan:
    """One scan of the scope, locked; NotFound otherwise."""
    found = get_scan(scope=scope, scan_id=scan_id)
    return Scan.objects.select_for_update(of=("self",)).select_related("item__archive", "batch").get(pk=found.pk)


def drop_blocks(scan_ids: Collection[UUID]) -> None:
    """Forget the blocks of scans; their bytes go once the act has committed, what a crash leaves is swept at night."""
    gone = Block.objects.filter(scan_id__in=scan_ids)
    addresses = list(gone.values_list("address", flat=True))
    gone.delete()
    for address in addresses:
        transaction.on_commit(partial(back().remove, address), robust=True)
