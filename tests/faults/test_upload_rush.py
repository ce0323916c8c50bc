"""The same file 100 times at once, from real processes with real connections, is one batch, one file, one check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.outcomes import ACCEPTED, ROOT, invariants_hold, reached
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
    command = [sys.executable, "-m", "tests.faults.upload_rush", str(folder), str(EACH)]
    senders = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "YINQIAO_ROLE": "app"},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(PROCESSES)
    ]
    for one in senders:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in senders:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    sent: list[tuple[str, bool]] = []
    for one in senders:
        told, complaint = one.communicate(timeout=120)
        assert one.returncode == 0, complaint[-2000:]
        sent += [(batch, is_new) for batch, is_new in json.loads(told)]
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
