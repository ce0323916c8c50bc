"""A process that prints, seals, opens or hands over dies at each named point; another goes on: nothing lost or doubled."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench_database import further_database, pointed_at
from tests.faults.outcomes import invariants_hold, reached, walk
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]
STORY = "chain_walk"
PREPARED: dict[str, Any] = {
    "papers": 0, "numbers": 0, "printed_files": 0, "listed": 0, "rosters": 0, "packages": 0, "sealed_files": 0,
    "transfers": "", "arrivals": "", "away": 0, "held": 4,
}  # fmt: skip
ENDS: dict[str, dict[str, Any]] = {
    # Two letters and the file that holds both.
    "print": {"papers": 2, "numbers": 2, "printed_files": 3},
    "hand_over": {"listed": 2, "rosters": 1},
    # Our package and their answer.
    "send": {"packages": 1, "sealed_files": 2, "transfers": "accepted", "away": 1, "held": 3},
    "receive": {"packages": 1, "sealed_files": 1, "arrivals": "waiting"},
}
POINTS = (
    ("print", "papers.print_after_number"),
    ("print", "papers.print_after_bytes"),
    ("print", "papers.print_after_commit"),
    ("hand_over", "routine.hand_over_after_roster"),
    ("hand_over", "routine.hand_over_before_commit"),
    ("hand_over", "routine.hand_over_after_commit"),
    ("send", "othercity.offer_after_file"),
    ("send", "othercity.offer_after_commit"),
    ("send", "othercity.answer_before_commit"),
    ("send", "othercity.take_in_after_commit"),
    ("receive", "othercity.package_before_file"),
    ("receive", "othercity.take_in_after_commit"),
)


@pytest.fixture(scope="module")
def prepared(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """A database with the small city, everything up to the four goals prepared, and a folder with keys and files."""
    folder = tmp_path_factory.mktemp("prepared")
    with django_db_blocker.unblock(), further_database() as name:
        with pointed_at(name):
            init_keyring(folder / "keys.json", at=NOW)
            make_scene()
            assert reached("prepare", folder, story=STORY) == PREPARED
        yield name, folder


@pytest.fixture
def folder(prepared: tuple[str, Path], django_db_blocker: Any, tmp_path: Path) -> Iterator[Path]:
    """A copy of both."""
    database, files = prepared
    shutil.copytree(files, tmp_path, dirs_exist_ok=True)
    with django_db_blocker.unblock(), further_database(database) as name, pointed_at(name):
        yield tmp_path


@pytest.mark.parametrize(("goal", "point"), POINTS)
def test_whoever_dies_on_the_way_another_goes_on_and_nothing_is_lost_or_doubled(
    goal: str, point: str, folder: Path
) -> None:
    killed = walk(goal, folder, kill=point, story=STORY)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    assert reached(goal, folder, story=STORY) == PREPARED | ENDS[goal]
    invariants_hold()
