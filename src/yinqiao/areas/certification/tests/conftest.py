"""The small city of the handover's tests, and people who must be certified."""

from __future__ import annotations

import pytest

from yinqiao.areas.certification.tests.certifying import Certifying
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def certifying(scene: Scene) -> Certifying:
    """王桂英 and 欧阳建国 of 月华社区, accepted on 2 March 2026."""
    found = Certifying(scene)
    found.accept()
    return found
