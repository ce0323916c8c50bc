"""The small city of the handover's tests, and a branch of members at a community below a street."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.party.tests.transfers import Transfer
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews.tests.round import Round

__all__ = ["keys", "scene"]


@pytest.fixture
def life(scene: Scene) -> Life:
    """A branch of three members, none of whom has a post."""
    return Life.of(Transfer.of(scene))


@pytest.fixture
def review(life: Life) -> Round:
    """A review of this year, opened by the street."""
    return Round.of(life)
