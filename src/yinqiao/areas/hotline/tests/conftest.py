"""The small city of the handover's tests, with files kept in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.handover.tests.conftest import Scene, keys, scene
from yinqiao.areas.hotline.tests.sheets import Desk

__all__ = ["keys", "scene"]


@pytest.fixture
def desk(scene: Scene, settings: Any, tmp_path: Path) -> Desk:
    """The city's desk, to which the hotline sends its sheets."""
    settings.FILES_FOLDER = tmp_path / "files"
    return Desk.of(scene)
