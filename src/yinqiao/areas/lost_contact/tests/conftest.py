"""The small city of the handover's tests, and people who cannot be reached."""

from __future__ import annotations

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.lost_contact.tests.seeking import Seeking

__all__ = ["keys", "scene"]


@pytest.fixture
def seeking(scene: Scene) -> Seeking:
    """王桂英 and 欧阳建国 of 月华社区, accepted on 2 March 2026."""
    found = Seeking(scene)
    found.accept()
    return found
