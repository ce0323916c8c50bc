"""An upgrade while work goes on: nobody waits long for a table, jobs that met the old tables are done afterwards."""

from __future__ import annotations

import io
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tests.faults.outcomes import ROOT, invariants_hold
from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Batch
from yinqiao.areas.handover.tests.conftest import CAST, NOW, make_scene, roster
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.crypto.keyfile import init_keyring
from yinqiao.platform.database.roles import create_database

pytestmark = [pytest.mark.db, pytest.mark.fault]

# Before this one the rows of a roster lacked columns that the check writes.
_BEFORE = ("handover", "0007_offer_indexes")
_LONGEST_WAIT = 2.5


def _start(*command: str, role: str = "owner", **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "YINQIAO_ROLE": role, **more}
    return subprocess.Popen(
        [sys.executable, "-m", "yinqiao.config.cli", *command],
        env=environment, cwd=ROOT, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def _ended(process: subprocess.Popen[str]) -> None:
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told[-2000:]


def test_two_installations_at_once_are_one(fresh_database: None) -> None:
    name = f"yq_test_{secrets.token_hex(6)}"
    with superuser("postgres") as admin:
        create_database(admin, name)
        try:
            for one in [_start("install", YINQIAO_DB_NAME=name) for _ in range(2)]:
                _ended(one)
            with superuser(name) as new:
                assert new.execute("SELECT count(*) FROM events_epoch").fetchone() == (1,)
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def test_an_upgrade_gives_way_to_work_and_jobs_are_done_after_it(
    fresh_database: None, tmp_path: Path, settings: Settings
) -> None:
    settings.KEYRING_FILE = tmp_path / "keys.json"
    init_keyring(settings.KEYRING_FILE, at=NOW)
    scene = make_scene()
    batch_id, _ = services.upload_roster(
        actor=scene.officer, at=NOW, enterprise_id=scene.enterprise_id, file=io.BytesIO(roster(*CAST)),
        file_name="名册.csv",
    )  # fmt: skip
    connection.close()
    _ended(_start("migrate", *_BEFORE))
    worker = _start("worker", role="worker", YINQIAO_KEYS=str(settings.KEYRING_FILE))
    try:
        with superuser() as busy:
            # Somebody reads a roster for a long time.
            busy.execute("BEGIN")
            busy.execute("SELECT count(*) FROM handover_rosterrow")
            upgrade = _start("install")
            waits = [_wait_of_a_reader() for _ in range(60)]
            assert upgrade.poll() is None
            busy.execute("ROLLBACK")
        assert max(waits) < _LONGEST_WAIT
        _ended(upgrade)
        began = time.monotonic()
        while _state(batch_id) != "checked":
            assert time.monotonic() - began < 90
            time.sleep(0.2)
    finally:
        worker.kill()
        worker.communicate()
    invariants_hold()


def _wait_of_a_reader() -> float:
    began = time.monotonic()
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM handover_rosterrow")
    waited = time.monotonic() - began
    time.sleep(0.1)
    return waited


def _state(batch_id: object) -> str:
    with acting(Actor.system("测试")):
        return str(Batch.objects.values_list("state", flat=True).get(pk=batch_id))
