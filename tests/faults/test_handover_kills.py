"""A process that works on a roster dies at each named point; another goes on, and nobody is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.audit.tests.sealed_log import reader_dsn
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

ROOT = Path(__file__).parents[2]
TO_ACCEPTANCE = (
    "files.before_rename",
    "files.after_rename",
    "handover.upload_before_commit",
    "handover.check_before_store",
    "handover.check_after_commit",
    "handover.submit_after_register",
    "handover.submit_before_commit",
    "handover.submit_after_commit",
    "handover.accept_before_events",
    "handover.accept_after_commit",
)
TO_UNDO = ("handover.undo_after_offers", "handover.undo_before_commit", "handover.undo_after_commit")


def walk(goal: str, folder: Path, kill: str = "") -> subprocess.CompletedProcess[str]:
    """One process that goes on with the roster, killed at a point if one is named."""
    environment = {**os.environ, "YINQIAO_ROLE": "app"}
    environment.pop("YINQIAO_KILL", None)
    if kill:
        environment["YINQIAO_KILL"] = kill
    command = [sys.executable, "-m", "tests.faults.handover_walk", goal, str(folder)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


def reached(goal: str, folder: Path) -> dict[str, Any]:
    """What an undisturbed process leaves from here on."""
    done = walk(goal, folder)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def invariants_hold() -> None:
    """The independent checker finds nothing."""
    tool = ROOT / "tools" / "check_invariants.py"
    done = subprocess.run(
        [sys.executable, str(tool), "--dsn", reader_dsn(), "--full"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


ACCEPTED = {
    "people": [[name, "managed", 1] for name in ("张䶮", "李秀兰", "欧阳建国", "王桂英", "阿依古丽·买买提")],
    "offers": [[name, "accepted", 1] for name in ("张䶮", "李秀兰", "欧阳建国", "王桂英", "阿依古丽·买买提")],
    "rows": [["ready", 5]],
    "batches": [["submitted", 1]],
    "events": [["handover.person_accepted", 5], ["handover.person_offered", 5], ["retirees.registered", 5]],
    "cells": [["accepted", 5]],
    "without_act": [[0]],
}
TAKEN_BACK = {
    "people": [],
    "offers": [],
    "rows": [["ready", 5]],
    "batches": [],
    "events": [["handover.person_offered", 5], ["retirees.registered", 5], ["retirees.registration_undone", 5]],
    "cells": [],
    "without_act": [[0]],
}


@pytest.mark.parametrize("point", TO_ACCEPTANCE)
def test_whoever_dies_on_the_way_to_acceptance_another_goes_on_and_nobody_is_doubled(point: str, folder: Path) -> None:
    killed = walk("accept", folder, kill=point)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    assert reached("accept", folder) == ACCEPTED
    invariants_hold()


@pytest.mark.parametrize("point", TO_UNDO)
def test_an_undo_killed_at_any_point_is_finished_or_was_finished(point: str, folder: Path) -> None:
    killed = walk("undo", folder, kill=point)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    if point != "handover.undo_after_commit":
        assert reached("undo", folder) == TAKEN_BACK
    invariants_hold()


def test_without_a_kill_the_same_walk_ends_the_same(folder: Path) -> None:
    assert reached("accept", folder) == ACCEPTED
    invariants_hold()
