"""The small city of the handover's tests, with a folder of items of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from yinqiao.areas.applications.tests.desk import Desk
from yinqiao.areas.handover.tests.conftest import Scene, keys, scene

__all__ = ["keys", "scene"]


@pytest.fixture
def desk(scene: Scene, settings: object, tmp_path: Path) -> Desk:
    """Two people of 月华社区 and the offices above them."""
    settings.ITEMS_FOLDER = tmp_path / "items"  # type: ignore[attr-defined]
    return Desk.of(scene, tmp_path / "items")
