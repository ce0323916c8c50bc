"""Officers with the same archives in their hands at the same moment, with real commits: each volume counts once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from yinqiao.areas.archives.tests.volumes import Store, volume
from yinqiao.areas.archives.types import ScanResult
from yinqiao.areas.handover.tests.conftest import make_scene
from yinqiao.kernel.errors import Conflict

pytestmark = pytest.mark.db
OFFICERS, VOLUMES = 6, 5


def test_what_six_officers_scan_at_once_counts_once(fresh_database: None, tmp_path: Path) -> None:
    store = Store.of(make_scene())
    batch_id = store.offer(*(volume(200 + at) for at in range(VOLUMES)))
    start = Barrier(OFFICERS)

    def count(officer: int) -> list[ScanResult]:
        start.wait(30)
        told = [store.scan(batch_id, f"9900{200 + (officer + at) % VOLUMES}").result for at in range(VOLUMES)]
        connection.close()
        return told

    with ThreadPoolExecutor(OFFICERS) as pool:
        waiting = [pool.submit(copy_context().run, count, officer) for officer in range(OFFICERS)]
        told = Counter(one for results in waiting for one in results.result())
    assert told == {ScanResult.COUNTED: VOLUMES, ScanResult.AGAIN: (OFFICERS - 1) * VOLUMES}
    assert store.tally(batch_id).counted == VOLUMES


def test_of_a_first_scan_and_an_undo_at_once_one_is_done(fresh_database: None) -> None:
    store = Store.of(make_scene())
    batch_id = store.offer(volume(200), volume(201))
    start = Barrier(2)

    def scan() -> str:
        start.wait(30)
        try:
            return store.scan(batch_id, "DA200").result.value
        except Exception as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    def undo() -> str:
        start.wait(30)
        try:
            store.undo(batch_id)
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()
        return "undone"

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(copy_context().run, scan), pool.submit(copy_context().run, undo)
        outcome = one.result(), other.result()
    assert outcome in {("counted", "archives.reception_begun"), ("NotFound", "undone")}
    assert store.batch(batch_id).state == ("submitted" if outcome[0] == "counted" else "undone")
