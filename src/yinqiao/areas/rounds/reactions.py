"""What the room does when a registration is undone."""

from __future__ import annotations

from yinqiao.areas.rounds import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """Whoever was never registered was visited by nobody."""
    services.forget_people(act=act)
