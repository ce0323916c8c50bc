"""The small city of the handover's tests, and people of whom something is missing."""

from __future__ import annotations

import pytest

from yinqiao.areas.completeness.tests.gaps import Gaps
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def gaps(scene: Scene) -> Gaps:
    """The community, its enterprise, and nobody yet."""
    return Gaps(scene)
