"""Fixtures of the room: imported late, since this file is read before Django is set up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest


@pytest.fixture
def quick_hashes(settings: Any) -> None:
    """Hashing is made cheap: the cast has nine passwords, and argon2 is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def keyring() -> Iterator[None]:
    """A keyring of its own for each test."""
    from yinqiao.platform.crypto.keyfile import keyring_installed
    from yinqiao.platform.crypto.keys import new_keyring

    with keyring_installed(new_keyring(datetime(2026, 3, 1, tzinfo=UTC))):
        yield


@pytest.fixture
def city(db: None, quick_hashes: None) -> Iterator[SimpleNamespace]:
    """The small city of `people.build_city`; what processes keep of places and of attempts is forgotten around it."""
    from django.core.cache import cache

    from yinqiao.areas.accounts.tests.people import build_city
    from yinqiao.areas.organisations.queries import forget_places

    cache.clear()
    forget_places()
    yield build_city()
    cache.clear()
    forget_places()


@pytest.fixture
def cast(city: SimpleNamespace) -> SimpleNamespace:
    """One administrator and one officer of each kind: `people.build_cast`."""
    from yinqiao.areas.accounts.tests.people import build_cast

    return build_cast(city)
