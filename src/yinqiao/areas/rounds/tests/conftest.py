"""The small city of the register's tests, somebody to whom a visit is due, and an officer who takes a round."""

from __future__ import annotations

import pytest

from yinqiao.areas.duties.tests.conftest import _keyring, city, register, serving
from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.retirees.tests.small_city import Register
from yinqiao.areas.rounds.tests.walking import Walking

__all__ = ["_keyring", "city", "register", "serving"]


@pytest.fixture
def walking(serving: Serving, register: Register) -> Walking:
    """A round of two people, taken by the officer of their community."""
    other = register(name="周秀英", born_on=Serving.BORN, address="麓山路9号", building="3栋", phone="13900004321")
    serving.sweep()
    return Walking(serving, other, serving.city.actor("community_officer")).take()
