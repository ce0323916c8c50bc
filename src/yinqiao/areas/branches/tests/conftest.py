"""The small city of the handover's tests, and an enterprise's party organisations on their way to its street."""

from __future__ import annotations

import pytest

from yinqiao.areas.branches.tests.transfers import Handing
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.party.tests.transfers import Transfer

__all__ = ["keys", "scene"]


@pytest.fixture
def handing(scene: Scene) -> Handing:
    """The enterprise, its street, and those who have no part in it."""
    return Handing(Transfer.of(scene))
