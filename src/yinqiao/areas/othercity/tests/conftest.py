"""The small city of the handover's tests, its desk, and another city with keys of its own."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.othercity.tests.cities import Cities

__all__ = ["keys", "scene"]


@pytest.fixture
def cities(scene: Scene) -> Cities:
    """The desk and the city; the other city's keys are confirmed."""
    return Cities.of(scene)
