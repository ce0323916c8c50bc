"""The desks of services, with medical insurance as a source."""

from __future__ import annotations

import pytest

from yinqiao.areas.applications.tests.conftest import desk
from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import keys, scene
from yinqiao.areas.reimbursement.tests.window import Window

__all__ = ["desk", "keys", "scene"]


@pytest.fixture
def window(desk: Desk) -> Window:
    """A counter of the community, and the medical-insurance agency of the city."""
    return Window.of(desk)
