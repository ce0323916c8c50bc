"""A process that loads an old system's table dies at each named point; another goes on, and nobody is lost or doubled."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faults.outcomes import invariants_hold, reached, walk
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]
STORY = "opening_walk"
LOADED = {"state": "loaded", "people": 4, "offers": 4, "numbers": 4}
UNDONE = {"state": "undone", "people": 0, "offers": 0, "numbers": 0}
THROWN_AWAY = {"state": "thrown_away", "people": 0, "offers": 0, "numbers": 0}
TO_LOAD = (
    "opening.check_before_store",
    "opening.check_after_commit",
    "opening.load_after_register",
    "opening.load_before_commit",
    "opening.load_after_commit",
)


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


@pytest.mark.parametrize("point", TO_LOAD)
def test_whoever_dies_on_the_way_to_the_load_another_goes_on_and_nobody_is_doubled(point: str, folder: Path) -> None:
    killed = walk("load", folder, kill=point, story=STORY)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    assert reached("load", folder, story=STORY) == LOADED
    invariants_hold()


@pytest.mark.parametrize(
    ("goal", "point", "end"),
    [("undo", "opening.undo_before_commit", UNDONE), ("throw", "opening.throw_away_before_commit", THROWN_AWAY)],
)
def test_what_is_taken_back_is_taken_back_whole(goal: str, point: str, end: dict[str, object], folder: Path) -> None:
    killed = walk(goal, folder, kill=point, story=STORY)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    assert reached(goal, folder, story=STORY) == end
    invariants_hold()
