"""The small city of the register's tests, a branch of the street with a room, and what it offers."""

from __future__ import annotations

import pytest

from yinqiao.areas.activities.tests.school import School, open_school
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City, Register

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def school(city: City, register: Register) -> School:
    """A branch of the street near the register's people."""
    return open_school(city, register)
