"""The small city of the handover's tests, with an old system whose people are to come in."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.opening.tests.old_system import OldSystem

__all__ = ["keys", "scene"]


@pytest.fixture
def old(scene: Scene) -> OldSystem:
    """The city's two managers and the old system's table."""
    return OldSystem.of(scene)
