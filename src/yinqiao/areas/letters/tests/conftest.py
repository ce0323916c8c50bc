"""The small city of the handover's tests, where no office of another kind has a key: all of them write on paper."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.letters.tests.writing import Writing

__all__ = ["keys", "scene"]


@pytest.fixture
def writing(scene: Scene) -> Writing:
    """Every kind of office, registered as one that sends paper alone; two people accepted."""
    return Writing.of(scene)
