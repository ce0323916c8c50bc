"""The log of a test. Imports stand inside: Django is not set up yet when this file is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from yinqiao.platform.audit.seal_witness import Witness


@pytest.fixture
def log(django_db_setup: None, fresh_database: None, tmp_path: Path) -> Iterator[Witness]:
    """An empty log in a database of its own; what is given is its outside witness."""
    from yinqiao.platform.audit.tests.sealed_log import fresh_log

    with fresh_log(tmp_path) as outside:
        yield outside
