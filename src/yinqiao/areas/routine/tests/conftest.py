"""The small city of the handover's tests, and an enterprise's people on their way from work to their community."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.routine.tests.months import Months

__all__ = ["keys", "scene"]


@pytest.fixture
def months(scene: Scene) -> Months:
    """The enterprise, its places, and those who have no part in it."""
    return Months.of(scene)
