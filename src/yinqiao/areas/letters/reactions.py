"""What letters do when people leave the register."""

from __future__ import annotations

from yinqiao.areas.letters import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A list is about people of the register."""
    services.forget_people(act=act)
