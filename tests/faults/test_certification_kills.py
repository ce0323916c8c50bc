"""A sweep, or what human resources tell, dies half-way: nothing has happened, and the next run does it all, once."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faults.outcomes import invariants_hold, reached, walk
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]
STORY = "certification_walk"
SWEPT = {"states": ["due_30", "due_30"], "records": 0, "events": 2}
TOLD = {"states": ["valid", "valid"], "records": 2, "events": 2}


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


@pytest.mark.parametrize(
    ("goal", "point", "visit", "end"),
    [
        ("sweep", "certification.begin_before_events", 1, SWEPT),
        ("sweep", "certification.judge_before_events", 1, SWEPT),
        ("tell", "certification.record_before_settling", 1, TOLD),
    ],
)
def test_what_was_killed_half_way_is_done_once_by_the_next_run(
    goal: str, point: str, visit: int, end: dict[str, object], folder: Path
) -> None:
    killed = walk(goal, folder, kill=f"{point}:{visit}", story=STORY)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    for _ in range(2):
        assert reached(goal, folder, story=STORY) == end
    invariants_hold()
