"""The small city of the handover's tests with offices that solve things together."""

from __future__ import annotations

import pytest

from yinqiao.areas.cases.tests.offices import Offices
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def offices(scene: Scene) -> Offices:
    """Two people of 月华社区, and everybody who may have to do with them."""
    return Offices.of(scene)
