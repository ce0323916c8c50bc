"""The small city of the register's tests, with civil affairs, a hospital and the health insurance that tell it things."""

from __future__ import annotations

import pytest

from yinqiao.areas.aid.tests.tellers import Tellers, open_tellers
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City, Register

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def tellers(city: City, register: Register) -> Tellers:
    """Offices with keys, and one person of the near community."""
    return open_tellers(city, register)
