"""The same file 100 times at once, from real processes with real connections, is one batch, one file, one check."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from django.db import connection

from tests import warm
from tests.faults import upload_rush
from tests.faults.outcomes import ACCEPTED, invariants_hold, reached
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

PROCESSES, EACH = 8, 13
_LEFT = {
    "batches": "SELECT count(*) FROM lists_batch",
    "files": "SELECT count(*) FROM files_storedfile",
    "events": "SELECT count(*) FROM events_event WHERE type = 'handover.roster_uploaded'",
    "checks queued": "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'handover.check_batch'",
    "sendings on record": "SELECT count(*) FROM audit_entry WHERE action = 'handover.upload_roster'",
    "told that it is known": "SELECT count(*) FROM audit_entry WHERE action = 'handover.upload_roster'"
    " AND detail ->> 'is_known' = 'true'",
}


def _rush(folder: Path) -> list[tuple[str, bool]]:
    senders = [warm.start(upload_rush.main, folder, EACH) for _ in range(PROCESSES)]
    began = time.monotonic()
    while len(list(folder.glob(f"{upload_rush.READY}*"))) < PROCESSES:
        assert time.monotonic() - began < 120, "they do not begin"
        time.sleep(0.05)
    (folder / upload_rush.GO).touch()
    sent: list[tuple[str, bool]] = []
    for one in senders:
        done = one.ended()
        assert done.returncode == 0, done.stderr[-2000:]
        sent += [(batch, is_new) for batch, is_new in json.loads(done.stdout)]
    return sent


def _left() -> dict[str, int]:
    found = {}
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        for name, statement in _LEFT.items():
            cursor.execute(statement)
            found[name] = cursor.fetchone()[0]
    return found


def test_the_same_upload_100_times_at_once_is_one_batch(fresh_database: None, tmp_path: Path) -> None:
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    sent = _rush(tmp_path)
    assert len(sent) == PROCESSES * EACH >= 100
    assert len({batch for batch, _ in sent}) == 1
    assert sum(is_new for _, is_new in sent) == 1
    assert _left() == {
        "batches": 1, "files": 1, "events": 1, "checks queued": 1, "sendings on record": len(sent),
        "told that it is known": len(sent) - 1,
    }  # fmt: skip
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1
    assert reached("accept", tmp_path) == ACCEPTED
    invariants_hold()
