"""What the full text does when a scan is filed."""

from __future__ import annotations

from yinqiao.areas.scan_texts import services
from yinqiao.platform.acts import Act


def on_scan_filed(act: Act) -> None:
    """There is something to read."""
    services.start(act=act)
