"""The scene of the handover, whose rosters are the lists that these tests send."""

from __future__ import annotations

from yinqiao.areas.handover.tests.conftest import keys, scene

__all__ = ["keys", "scene"]
