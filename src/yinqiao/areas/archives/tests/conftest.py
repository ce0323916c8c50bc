"""The small city of the handover's tests, and an enterprise's archives on their way to its street."""

from __future__ import annotations

import pytest

from yinqiao.areas.archives.tests.volumes import Store
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def store(scene: Scene) -> Store:
    """The enterprise, its street, and those who have no part in it."""
    return Store.of(scene)
