"""Two managers of one city, cases whose clocks run, and processes that forget what a test published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yinqiao.areas.applications.tests.conftest import desk
from yinqiao.areas.handover.tests.conftest import keys, scene
from yinqiao.areas.local_rules.tests.conftest import drafter, manager, second
from yinqiao.areas.office_calendar.queries import years_on
from yinqiao.platform.rulebook import freshen
from yinqiao.platform.workdays import supply_years

__all__ = ["desk", "drafter", "keys", "manager", "scene", "second"]


@pytest.fixture
def _forgets() -> Iterator[None]:
    """What this process has read of the city's calendar goes with the test's transaction."""
    yield
    supply_years(lambda _: ())
    freshen(date(1, 1, 1))
    supply_years(years_on)
