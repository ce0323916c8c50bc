"""A small city with a person, and a sandbox beside it."""

from __future__ import annotations

import pytest

from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City
from yinqiao.areas.sandbox.tests.trying import Trying, open_one

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def trying(city: City) -> Trying:
    """A sandbox of the police's programmer."""
    return open_one(city, "cs-police-try")
