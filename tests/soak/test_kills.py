"""200 kills at named points, in stories: each time another process goes on, and at the end nobody is lost or doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import yinqiao
from tests.faults.handover_walk import counts
from tests.faults.outcomes import ACCEPTED, ROOT, TAKEN_BACK, invariants_hold, reached, walk
from tests.soak.kill_plan import KILLS, SEED, Story, stories
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, make_scene
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.facts import facts_of
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import database_role
from yinqiao.platform.audit.verify import verify_log
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.faults import discover_killpoints
from yinqiao.platform.faults.killpoints import KILL_ENV

PLAN = stories()


@pytest.mark.fast
def test_the_plan_kills_200_times_and_at_every_named_point() -> None:
    planned = [point for story in PLAN for point in story.points]
    assert len(planned) == KILLS
    # These rooms are killed at each of their points by walks of their own, with every run (`tests/faults`, the rooms).
    rooms = "opening othercity papers routine certification outward intake dropbox hub carrier scans dues perform"
    elsewhere = tuple(f"{room}." for room in rooms.split())
    named = {one for one in discover_killpoints(Path(yinqiao.__file__).parent) if not one.startswith(elsewhere)}
    assert set(planned) == named


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files and the witness."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


def _as_worker(folder: Path, *command: str, kill: str = "") -> int:
    """One of the worker's commands in a process of its own; how it ended."""
    environment = {
        **os.environ, "YINQIAO_ROLE": "worker", "YINQIAO_KEYS": str(folder / "keys.json"),
        "YINQIAO_WITNESS": str(folder / "witness" / "checkpoints.txt"), KILL_ENV: kill,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "yinqiao.config.cli", *command],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr[-2000:]
    return done.returncode


def _killed(folder: Path, story: Story) -> None:
    """Die at each planned point; what another process takes up is what the last one left."""
    for point in story.kills:
        ended = walk(story.goal, folder, kill=point)
        assert ended.returncode == -signal.SIGKILL, (point, ended.returncode, ended.stderr[-2000:])


def _log_is_whole(folder: Path) -> bool:
    with keyring_installed(load_keyring(folder / "keys.json")), database_role("worker"):
        proof = verify_log(Witness(folder / "witness" / "checkpoints.txt"))
        return proof.entries > 0 and (proof.waiting, proof.breaches) == (0, [])


def _numbers_in_the_clear(folder: Path) -> dict[str, str]:
    with keyring_installed(load_keyring(folder / "keys.json")), acting(Actor.system("测试")):
        people = list(Retiree.objects.all())
        return {one.name: facts["id_no"] for one, facts in zip(people, facts_of(people), strict=True)}


@pytest.mark.soak
@pytest.mark.fault
@pytest.mark.timeout(900)
@pytest.mark.parametrize("story", PLAN, ids=lambda story: f"{story.number}-{story.goal}-{len(story.points)}")
def test_after_every_kill_another_goes_on_and_nobody_is_lost_or_doubled(
    folder: Path, story: Story, record_property: Callable[[str, object], None]
) -> None:
    record_property("seed", SEED)
    record_property("kills", list(story.points))
    _killed(folder, story)
    if story.goal == "accept":
        assert reached("accept", folder) == ACCEPTED
    elif "handover.undo_after_commit" in story.kills:
        # Going on would send the same file anew, as it may: the batch was taken back.
        assert counts() == TAKEN_BACK
    else:
        assert reached("undo", folder) == TAKEN_BACK
    if story.sealing:
        assert _as_worker(folder, "audit", "seal", kill=story.sealing) == -signal.SIGKILL
    if story.rotation:
        assert _as_worker(folder, "keys", "rotate", "field", kill=story.rotation) == -signal.SIGKILL
        assert _as_worker(folder, "keys", "resume") == 0
    assert _as_worker(folder, "audit", "seal") == 0
    assert _log_is_whole(folder)
    expected = {one.name: id_number(one.serial) for one in CAST} if story.goal == "accept" else {}
    assert _numbers_in_the_clear(folder) == expected
    invariants_hold()
