"""A process that takes a file in dies at each named point; another goes on, and nothing is told twice or lost."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests import warm
from tests.faults import dropbox_walk
from tests.faults.outcomes import invariants_hold, reached, walk
from yinqiao.areas.certification.tests.certifying import SYSTEM, Certifying
from yinqiao.areas.dropbox.models import File
from yinqiao.areas.dropbox.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.platform.access import acting
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.files.models import StoredFile

pytestmark = [pytest.mark.db, pytest.mark.fault]
STORY = "dropbox_walk"
PROCESSES = 8
LINES = ["applied", "applied", "waiting", "not_ours"]
TAKEN = {"files": 1, "lines": LINES, "messages": ["applied", "applied", "waiting"], "certified": 2, "records": 2}
# Two withdrawals that undid something, one of what still waited.
WITHDRAWN = {
    "files": 1, "lines": LINES, "messages": ["applied", "applied", "same", "withdrawn", "withdrawn", "withdrawn"],
    "certified": 0, "records": 2,
}  # fmt: skip


@pytest.fixture
def folder(fresh_database: None, tmp_path: Path) -> Path:
    """A database with the small city, and a folder with keys and room for files."""
    init_keyring(tmp_path / "keys.json", at=NOW)
    make_scene()
    return tmp_path


@pytest.mark.parametrize(
    ("goal", "point", "end"),
    [
        ("take", "dropbox.upload_before_commit", TAKEN),
        ("take", "dropbox.check_before_store", TAKEN),
        ("take", "dropbox.check_after_commit", TAKEN),
        ("take", "dropbox.take_before_commit", TAKEN),
        ("take", "dropbox.take_after_round", TAKEN),
        ("take", "dropbox.take_before_finish", TAKEN),
        ("withdraw", "dropbox.withdraw_before_commit", WITHDRAWN),
        ("withdraw", "dropbox.withdraw_after_round", WITHDRAWN),
    ],
)
def test_whoever_dies_on_the_way_another_goes_on(goal: str, point: str, end: dict[str, object], folder: Path) -> None:
    killed = walk(goal, folder, kill=point, story=STORY)
    assert killed.returncode == -signal.SIGKILL, (killed.returncode, killed.stderr[-2000:])
    assert reached(goal, folder, story=STORY) == end
    invariants_hold()


def test_the_same_file_sent_100_times_at_once_is_one(fresh_database: None, tmp_path: Path) -> None:
    init_keyring(tmp_path / "keys.json", at=NOW)
    with keyring_installed(load_keyring(tmp_path / "keys.json")):
        Desk.of(Certifying(make_scene()))
    senders = [warm.start(dropbox_walk.main, "rush", tmp_path) for _ in range(PROCESSES)]
    answers = [one.ended(timeout=300) for one in senders]
    assert [one.returncode for one in answers] == [0] * PROCESSES, answers[0].stderr[-2000:]
    sent = [tuple(told) for one in answers for told in json.loads(one.stdout)]
    assert (len(sent), len({file for file, _ in sent}), sum(is_new for _, is_new in sent)) == (104, 1, 1)
    with acting(SYSTEM):
        assert (File.objects.count(), StoredFile.objects.count()) == (1, 1)
