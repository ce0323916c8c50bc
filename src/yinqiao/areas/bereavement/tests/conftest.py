"""The small city of the handover's tests, with somebody around whom much hangs."""

from __future__ import annotations

import pytest

from yinqiao.areas.effects.tests.lives import Lives
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def lives(scene: Scene) -> Lives:
    """王桂英 and 欧阳建国 of 月华社区: accepted, members received by the street, their archives in its store."""
    return Lives.of(scene)
