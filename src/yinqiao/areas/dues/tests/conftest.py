"""The small city of the handover's tests, and the members whom a street has received."""

from __future__ import annotations

import pytest

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.party.tests.transfers import Transfer

__all__ = ["keys", "scene"]


@pytest.fixture
def branch(scene: Scene) -> Branch:
    """Three members whom the community has received, none of whom has a base yet."""
    return Branch.of(Transfer.of(scene))
