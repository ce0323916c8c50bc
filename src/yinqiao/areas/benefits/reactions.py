"""What the room does when a paper is signed."""

from __future__ import annotations

from yinqiao.areas.benefits.services import keep_items
from yinqiao.platform.acts import Act


def on_signed(act: Act) -> None:
    """Its items stand from now on."""
    keep_items(act=act)
