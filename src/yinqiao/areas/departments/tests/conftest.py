"""A small city with people, and an officer of its police."""

from __future__ import annotations

import pytest

from yinqiao.areas.departments.tests.desks import Desk, open_desk
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.retirees.tests.conftest import _keyring, city, register
from yinqiao.areas.retirees.tests.small_city import City

__all__ = ["_keyring", "city", "register"]


@pytest.fixture
def police(city: City) -> Desk:
    """The police with a key, and an officer of theirs."""
    return open_desk(city, SourceKind.POLICE)


@pytest.fixture
def insurer(city: City) -> Desk:
    """Health insurance with a key, and an officer of its own."""
    return open_desk(city, SourceKind.MEDICAL_INSURANCE)
