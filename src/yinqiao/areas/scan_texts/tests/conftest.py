"""An office with archives in its store room, and scans whose text layers are made here."""

from __future__ import annotations

from yinqiao.areas.digitised.tests.conftest import keys, room, scene

__all__ = ["keys", "room", "scene"]
