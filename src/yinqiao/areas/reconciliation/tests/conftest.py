"""The small city of the handover's tests, and the members whom a street has received."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.handover.tests.conftest import CAST, Scene, keys, scene
from yinqiao.areas.party.tests.transfers import Transfer

__all__ = ["keys", "scene"]


@pytest.fixture
def branch(scene: Scene, settings: Any, tmp_path: Path) -> Branch:
    """A member in the register who owes for March; payments are taken by the stand-in."""
    settings.IS_DEMO, settings.PAYMENTS_MERCHANT, settings.PAYMENTS_STANDIN = True, None, tmp_path / "payments.json"
    settings.FILES_FOLDER = tmp_path / "files"
    found = Branch.of(Transfer.of(scene), CAST[0])
    found.opened(_102="5000")
    return found
