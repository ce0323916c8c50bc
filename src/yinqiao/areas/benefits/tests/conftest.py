"""The small city of the handover's tests, and talks between its enterprise and its street."""

from __future__ import annotations

import pytest

from yinqiao.areas.agreements.tests.talks import Talks
from yinqiao.areas.benefits.tests.tellers import ITEMS, Tellers, open_tellers
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def talks(scene: Scene) -> Talks:
    """The enterprise, the street and the district at one table."""
    return Talks.of(scene)


@pytest.fixture
def tellers(talks: Talks) -> Tellers:
    """The enterprise as a source, a person whom the community looks after, four items of an agreement."""
    return open_tellers(talks, *ITEMS)
