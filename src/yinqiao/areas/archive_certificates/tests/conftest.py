"""An office with an archive in its store room, whose person asks for what the record says."""

from __future__ import annotations

import pytest

from yinqiao.areas.archive_certificates.tests.desk import Desk
from yinqiao.areas.digitised.tests.conftest import keys, room, scene
from yinqiao.areas.digitised.tests.room import Room

__all__ = ["desk", "keys", "room", "scene"]


@pytest.fixture
def desk(room: Room) -> Desk:
    """The first archive, its catalogue and its person."""
    return Desk.of(room)
