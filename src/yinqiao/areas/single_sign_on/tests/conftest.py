"""The cast of the accounts' tests, and the office platform's stand-in with a key of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.accounts.tests.conftest import cast, city, keyring, quick_hashes
from yinqiao.platform.openid import asking

__all__ = ["cast", "city", "keyring", "quick_hashes"]


@pytest.fixture(autouse=True)
def platform(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.OPENID_STANDIN = tmp_path / "openid.json"
    asking.forget()
    yield
    asking.forget()
