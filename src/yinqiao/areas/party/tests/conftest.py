"""The small city of the handover's tests, and an enterprise's members on their way to its places."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.party.tests.transfers import Transfer

__all__ = ["keys", "scene"]


@pytest.fixture
def transfer(scene: Scene) -> Transfer:
    """The enterprise, its places, and those who have no part in it."""
    return Transfer.of(scene)
