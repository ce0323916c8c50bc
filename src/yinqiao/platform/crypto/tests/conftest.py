"""A fresh keyring for each test, of either family of algorithms, installed in the process and taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import Keyring, new_keyring
from yinqiao.platform.crypto.suites import Family

MADE_AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(params=list(Family))
def ring(request: pytest.FixtureRequest) -> Iterator[Keyring]:
    """The keyring of this test."""
    with keyring_installed(new_keyring(MADE_AT, request.param)) as made:
        yield made
