"""Two managers of one city, and a rulebook that forgets what a test published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from yinqiao.areas.local_rules.queries import published_rules
from yinqiao.platform.access import Actor, Scope
from yinqiao.platform.rulebook import freshen, supply_rules

_NEVER = date(1, 1, 1)


def manager(name: str, role: str = "city_manager") -> Actor:
    """Somebody of the city's office."""
    return Actor(uuid4(), role, name, Scope.place(1, 100_000, "长沙市"), "长沙市退管中心")


@pytest.fixture
def drafter() -> Actor:
    """Who proposes."""
    return manager("黄志强")


@pytest.fixture
def second() -> Actor:
    """Who decides."""
    return manager("莫晓岚")


@pytest.fixture
def _forgets() -> Iterator[None]:
    """What this process has read of the city's rules goes with the test's transaction."""
    yield
    supply_rules(list)
    freshen(_NEVER)
    supply_rules(published_rules)
