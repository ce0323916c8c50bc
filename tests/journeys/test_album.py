"""Who counts the pictures waits for those who still walk, and for nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import warm
from tests.journeys.gallery import Album, Gallery
from tests.journeys.groups import FIRST, SECOND

pytestmark = pytest.mark.journey


def walk(folder: str) -> None:
    """Begin a group and never end it."""
    walker = Album(Path(folder)).begin(FIRST)
    time.sleep(600)
    walker.close()


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[warm.Warm]:
    """A process that has begun the first group; the second is whole."""
    Album(tmp_path).keep(SECOND, Gallery(), is_whole=True)
    started = warm.start(walk, str(tmp_path))
    until = time.monotonic() + 60
    while not (tmp_path / f"{FIRST}.walker").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    yield started
    started.end()


def test_journeys_whose_process_is_no_more_are_not_waited_for(tmp_path: Path, walker: warm.Warm) -> None:
    walker.process.kill()
    walker.process.join()
    with pytest.raises(AssertionError, match=r"ended before them.*first"):
        Album(tmp_path).whole((FIRST, SECOND), within=600, patience=0.2)


@pytest.mark.usefixtures("walker")
def test_journeys_that_somebody_walks_are_waited_for(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"not come to their end.*first"):
        Album(tmp_path).whole((FIRST, SECOND), within=1, patience=0.2)


def test_journeys_that_nobody_has_begun_are_waited_for(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"not come to their end.*first"):
        Album(tmp_path).whole((FIRST,), within=1, patience=0.2)


def test_what_all_have_told_at_their_ends_is_given_at_once(tmp_path: Path) -> None:
    for group in (FIRST, SECOND):
        Album(tmp_path).keep(group, Gallery(taken={group}), is_whole=True)
    whole = Gallery()
    for told in Album(tmp_path).whole((FIRST, SECOND), within=1):
        whole.join(told)
    assert whole.taken == {FIRST, SECOND}
