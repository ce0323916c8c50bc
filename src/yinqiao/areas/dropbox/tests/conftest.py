"""The small city of the handover's tests, people who are certified, and offices that send files."""

from __future__ import annotations

import pytest

from yinqiao.areas.certification.tests.certifying import Certifying
from yinqiao.areas.certification.tests.conftest import certifying, keys, scene
from yinqiao.areas.dropbox.tests.desk import Desk

__all__ = ["certifying", "keys", "scene"]


@pytest.fixture
def desk(certifying: Certifying) -> Desk:
    """The city's desk, to which human resources and the police send files."""
    return Desk.of(certifying)
