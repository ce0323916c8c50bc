"""Sealing: every committed entry once, in batches, with the rows of its act; crashes and restores included."""

from __future__ import annotations

import pytest

from yinqiao.platform.audit.checkpoint import opened
from yinqiao.platform.audit.models import Checkpoint, Leaf, SealPending
from yinqiao.platform.audit.seal import seal_pending, verifier_keys, waiting
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import write_acts

pytestmark = pytest.mark.db


def test_every_committed_entry_is_sealed_once_with_the_rows_of_its_act(log: Witness) -> None:
    acts = write_acts(5)
    assert waiting() == 5
    assert seal_pending(log) == 5
    assert seal_pending(log) == 0
    leaves = list(Leaf.objects.order_by("no"))
    assert [leaf.entry_id for leaf in leaves] == acts
    assert [leaf.no for leaf in leaves] == [1, 2, 3, 4, 5]
    assert all(leaf.rows["events_event"][1] == 2 for leaf in leaves)
    assert SealPending.objects.count() == 0


def test_the_witness_holds_every_checkpoint_and_every_leaf(log: Witness) -> None:
    for count in (3, 1, 4):
        write_acts(count)
        seal_pending(log)
    assert log.notes() == [c.note for c in Checkpoint.objects.order_by("no")]
    assert [opened(note, verifier_keys()).size for note in log.notes()] == [3, 4, 8]
    assert list(log.leaves()) == [bytes(leaf.hash) for leaf in Leaf.objects.order_by("no")]
