"""What pairs do when people leave the register."""

from __future__ import annotations

from yinqiao.areas.separation.services import forget_people
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A pair needs both its sides."""
    forget_people(act=act)
