"""Puts the developers' tools on the path (they are programs of their own) and gives a log to tamper with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from yinqiao.platform.audit.seal_witness import Witness

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))


@pytest.fixture
def log(django_db_setup: None, fresh_database: None, tmp_path: Path) -> Iterator[Witness]:
    """An empty audit log in a database of its own; what is given is its outside witness."""
    from yinqiao.platform.audit.tests.sealed_log import fresh_log

    with fresh_log(tmp_path) as outside:
        yield outside
