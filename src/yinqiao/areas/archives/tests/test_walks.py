"""Whatever both sides do in whatever order: each archive stands where its events lead, and has the holder they tell of."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection
from tools.invariants import INVARIANTS

from yinqiao.areas.archives.models import Archive
from yinqiao.areas.archives.tests.volumes import SYSTEM, Store, volume
from yinqiao.areas.archives.types import ArchiveState, CatalogueState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SERIALS = (102, 103, 104)
REACHED = {
    "archives.offered": ArchiveState.OFFERED, "archives.withdrawn": ArchiveState.WITHDRAWN,
    "archives.received": ArchiveState.RECEIVED, "archives.missing": ArchiveState.MISSING,
}  # fmt: skip


def _replayed(one: Archive) -> ArchiveState | None:
    told = Event.objects.filter(subject_id=one.pk, type__in=REACHED).order_by("id").values_list("type", flat=True)
    return REACHED[told[len(told) - 1]] if told else None


def _acts(store: Store, chance: random.Random) -> list[Callable[[], object]]:
    serial = chance.choice(SERIALS)
    with acting(SYSTEM):
        archives = list(Archive.objects.order_by("archive_no"))
    one = chance.choice(archives)
    lines = [volume(each) for each in chance.sample(SERIALS, chance.randint(1, 3))]
    by = chance.choice([store.street, store.mate])
    return [
        lambda: store.offer(*lines), lambda: store.undo(one.catalogue_id), lambda: store.finish(one.catalogue_id, by),
        *[lambda: store.scan(one.catalogue_id, f"9900{serial}", by)] * 4,
        lambda: store.scan(one.catalogue_id, f"DA{serial}", by), lambda: store.scan(one.catalogue_id, "4711", by),
    ]  # fmt: skip


def _holds(store: Store) -> None:
    with acting(SYSTEM):
        for one in Archive.objects.select_related("catalogue"):
            # Counting is work inside a reception: until it is finished nobody has signed, and no event says so.
            state = ArchiveState.OFFERED if one.state == ArchiveState.COUNTED else one.state
            assert state == _replayed(one)
            assert (one.state == ArchiveState.COUNTED) <= (one.catalogue.state == CatalogueState.RECEIVING)
        with connection.cursor() as cursor:
            for invariant in INVARIANTS:
                if invariant.code in ("archive_holder", "archive_events", "catalogue_report"):
                    cursor.execute(invariant.query)
                    assert cursor.fetchall() == [], invariant.code


@pytest.mark.parametrize("seed", range(4))
def test_after_every_act_events_explain_state_and_holder(store: Store, seed: int) -> None:
    chance, done = random.Random(seed), 0
    store.offer(*(volume(serial) for serial in SERIALS))
    for _ in range(60):
        try:
            chance.choice(_acts(store, chance))()
        except DomainError:
            continue
        done += 1
        _holds(store)
    assert done > 3
