"""A provider over HTTP, of which nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from yinqiao.platform.openid.asking import forget
from yinqiao.platform.openid.tests.peer import Peer, served


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[Peer]:
    forget()
    with served(tmp_path / "openid.json") as found:
        yield found
    forget()
