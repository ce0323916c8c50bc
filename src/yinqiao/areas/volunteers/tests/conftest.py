"""The small city of the register's tests, with volunteers and a task."""

from __future__ import annotations

import pytest

from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City, Register
from yinqiao.areas.volunteers.tests.club import Club

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def club(city: City, register: Register) -> Club:
    """Who organises in the near community and its street."""
    return Club(city, register)
