"""The small city of the register's tests, with offices that tell it things."""

from __future__ import annotations

import pytest

from yinqiao.areas.intake.tests.offices import Offices, open_offices
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def offices(city: City) -> Offices:
    """Offices with keys, registered as sources."""
    return open_offices(city)
