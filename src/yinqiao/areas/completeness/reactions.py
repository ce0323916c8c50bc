"""What questions do when people leave the register."""

from __future__ import annotations

from yinqiao.areas.completeness import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A question is about somebody."""
    services.forget_people(act=act)
