"""An office with archives in its store room, colleagues to look with, and scans made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from yinqiao.areas.digitised.tests.room import Room
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def room(scene: Scene, settings: object, tmp_path: Path) -> Room:
    """Three archives that the street has received; a store of scans of its own."""
    settings.FILES_FOLDER = tmp_path / "files"  # type: ignore[attr-defined]
    return Room.of(scene)
