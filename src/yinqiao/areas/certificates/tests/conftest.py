"""The small city of the handover's tests, with people of a community and a seal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from yinqiao.areas.certificates.tests.office import Office
from yinqiao.areas.handover.tests.conftest import NOW, Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def office(scene: Scene) -> Office:
    """Who issues, who keeps the seal, and two people."""
    return Office.of(scene)


@pytest.fixture
def now() -> Iterator[None]:
    """The clock of the pages stands at the scene's moment."""
    with time_machine.travel(NOW, tick=False):
        yield
