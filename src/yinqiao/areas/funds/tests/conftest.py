"""The small city of the handover's tests, talks over an agreement, and its money."""

from __future__ import annotations

import pytest

from yinqiao.areas.agreements.tests.talks import Talks
from yinqiao.areas.funds.tests.purse import Purse
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def talks(scene: Scene) -> Talks:
    """The enterprise, the street and the district at one table."""
    return Talks.of(scene)


@pytest.fixture
def purse(talks: Talks) -> Purse:
    """An agreement on file over 20,000 yuan in two instalments."""
    return Purse.of(talks)
