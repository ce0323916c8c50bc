"""Two managers of one city, and processes that forget what a test published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yinqiao.areas.applications.queries import supply_items
from yinqiao.areas.applications.tests.conftest import desk
from yinqiao.areas.handover.tests.conftest import keys, scene
from yinqiao.areas.local_rules.tests.conftest import drafter, manager, second
from yinqiao.areas.service_items.queries import published_texts
from yinqiao.platform.rulebook import freshen

__all__ = ["desk", "drafter", "keys", "manager", "scene", "second"]


@pytest.fixture
def _forgets() -> Iterator[None]:
    """What this process has read of the city's items goes with the test's transaction."""
    yield
    supply_items(lambda: ())
    freshen(date(1, 1, 1))
    supply_items(published_texts)
