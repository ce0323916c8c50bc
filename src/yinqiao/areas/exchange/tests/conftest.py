"""The small city of the accounts' tests, with a key of a street and somewhere to send events to."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from yinqiao.areas.accounts.tests.conftest import cast, city, keyring, quick_hashes
from yinqiao.areas.exchange.tests.sending import Sending

__all__ = ["cast", "city", "keyring", "quick_hashes"]


@pytest.fixture
def sending(cast: SimpleNamespace) -> Sending:
    """An endpoint of the street's administrator, resting on the key of the officer of 月华社区."""
    return Sending(cast)
