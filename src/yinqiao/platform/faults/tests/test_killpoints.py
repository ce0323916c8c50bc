"""Kill points: silent in daily work, deadly on the ordered visit, and complete as a list."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import yinqiao
from yinqiao.platform.faults import KILL_ENV, KILL_LOG_ENV, discover_killpoints, visited_killpoints

pytestmark = pytest.mark.fast

_VISITS = (
    "from yinqiao.platform.faults import killpoint\n"
    "for n in range(1, 4):\n"
    "    for name in ('roster.before_commit', 'roster.after_commit'):\n"
    "        killpoint(name)\n"
    "        print(name, n, flush=True)\n"
)


def _run(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _VISITS], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


def test_without_an_order_nothing_happens() -> None:
    done = _run()
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 6, "")


@pytest.mark.parametrize(("order", "lines"), [("roster.after_commit", 1), ("roster.after_commit:2", 3)])
def test_the_process_dies_by_sigkill_on_the_ordered_visit(order: str, lines: int, tmp_path: Path) -> None:
    log = tmp_path / "kill.log"
    done = _run(**{KILL_ENV: order, KILL_LOG_ENV: str(log)})
    assert done.returncode == -signal.SIGKILL
    assert len(done.stdout.splitlines()) == lines
    assert visited_killpoints(log) == {"roster.before_commit": False, "roster.after_commit": True}


def test_an_order_for_a_point_never_reached_kills_nobody() -> None:
    assert _run(**{KILL_ENV: "roster.after_commit:9"}).returncode == 0


def test_a_missing_log_means_nothing_was_visited(tmp_path: Path) -> None:
    assert visited_killpoints(tmp_path / "none") == {}


def test_the_source_is_the_register_of_points(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "a.py").write_text("killpoint('room.one')\nfaults.killpoint('room.two')\n")
    (tmp_path / "tests" / "b.py").write_text("killpoint('room.one')\n")
    found = discover_killpoints(tmp_path)
    assert {name: (p.file, p.line) for name, p in found.items()} == {"room.one": ("a.py", 1), "room.two": ("a.py", 2)}


@pytest.mark.parametrize("source", ["killpoint(name)", "killpoint('Bad')", "killpoint('flat')", "killpoint()"])
def test_a_point_without_a_dotted_literal_is_a_fault(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(source)
    with pytest.raises(ValueError, match=r"a\.py:1"):
        discover_killpoints(tmp_path)


def test_a_name_at_two_places_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("killpoint('room.one')\n")
    (tmp_path / "b.py").write_text("killpoint('room.one')\n")
    with pytest.raises(ValueError, match="stands twice"):
        discover_killpoints(tmp_path)


def test_every_point_of_the_product_is_well_named_and_unique() -> None:
    assert "crypto.keyring.before_rename" in discover_killpoints(Path(yinqiao.__file__).parent)
