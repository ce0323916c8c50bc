"""The small city of the handover's tests with its archives, and pairs that wait for a decision."""

from __future__ import annotations

import pytest

from yinqiao.areas.archives.tests.volumes import Store
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.separation.tests.pairs import Pairs

__all__ = ["keys", "scene"]


@pytest.fixture
def pairs(scene: Scene) -> Pairs:
    """The enterprise, its street and their archives."""
    return Pairs(Store.of(scene))
