"""The small city of the handover's tests, with people of a community and a seal."""

from __future__ import annotations

import pytest

from yinqiao.areas.certificates.tests.office import Office
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def office(scene: Scene) -> Office:
    """Who issues, who keeps the seal, and two people."""
    return Office.of(scene)
