"""A process that works on a roster dies at each named point; another goes on, and nobody is lost or doubled."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faults.outcomes import ACCEPTED, TAKEN_BACK, invariants_hold, reached, walk
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

TO_ACCEPTANCE = (
    "files.before_rename",
    "files.after_rename",
    "lists.upload_before_commit",
    "lists.check_before_store",
    "lists.check_after_commit",
    "handover.submit_after_register",
    "handover.submit_before_commit",
    "handover.submit_after_commit",
    "acts.companion_prepared",
    "acts.companion_before_settle",
    "handover.accept_before_events",
    "handover.accept_after_commit",
    # The second companion is that of the acceptance.
    "acts.companion_prepared:2",
    "acts.companion_before_settle:2",
)
TO_UNDO = ("handover.undo_after_offers", "handover.undo_before_commit", "handover.undo_after_commit")


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


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
