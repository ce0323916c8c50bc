"""The small city of the handover's tests, and an enterprise's premises on their way to its street."""

from __future__ import annotations

import pytest

from yinqiao.areas.assets.tests.estate import Estate
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def estate(scene: Scene) -> Estate:
    """The enterprise, its street, and those who have no part in it."""
    return Estate.of(scene)
