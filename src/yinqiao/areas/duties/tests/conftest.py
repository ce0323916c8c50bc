"""The small city of the register's tests, and people to whom something is due."""

from __future__ import annotations

import pytest

from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City, Register

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def serving(city: City, register: Register) -> Serving:
    """王桂英, born 1940, of the near community: one visit is due in this quarter."""
    found = Serving(city, register(born_on=Serving.BORN))
    found.sweep()
    return found
