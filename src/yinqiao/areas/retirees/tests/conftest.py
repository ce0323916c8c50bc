"""Fixtures of the register's tests. Imports wait until Django is ready."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from yinqiao.areas.retirees.tests.small_city import City, Register


@pytest.fixture(autouse=True)
def _keyring() -> Iterator[None]:
    """A keyring of its own for each test."""
    from yinqiao.platform.crypto.keyfile import keyring_installed
    from yinqiao.platform.crypto.keys import new_keyring

    with keyring_installed(new_keyring(datetime(2026, 3, 5, tzinfo=UTC))):
        yield


@pytest.fixture
def city(db: None) -> Iterator[City]:
    """The small city with its officers."""
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.areas.retirees.tests.small_city import build_city

    forget_places()
    yield build_city()
    forget_places()


@pytest.fixture
def register(city: City) -> Register:
    """Registers one person with these facts and returns the id; what is not named is the usual."""
    from yinqiao.areas.retirees.tests.small_city import register_many
    from yinqiao.areas.retirees.types import RetireeStatus

    def one(status: str = RetireeStatus.MANAGED, **facts: Any) -> UUID:
        return register_many(city, [facts], RetireeStatus(status))[0]

    return one
