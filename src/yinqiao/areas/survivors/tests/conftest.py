"""The desks of services, with human resources as a source."""

from __future__ import annotations

import pytest

from yinqiao.areas.applications.tests.conftest import desk
from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import keys, scene
from yinqiao.areas.survivors.tests.family import Family

__all__ = ["desk", "keys", "scene"]


@pytest.fixture
def family(desk: Desk) -> Family:
    """A family, its community, and the pension agency of the city."""
    return Family.of(desk)
