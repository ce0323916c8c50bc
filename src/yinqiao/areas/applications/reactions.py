"""What happens to cases when somebody dies, is not dead after all, or leaves the register."""

from __future__ import annotations

from yinqiao.areas.applications import services
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """What was asked for ends."""
    services.follow_death(act=act)


def on_death_withdrawn(act: Act) -> None:
    """It goes on."""
    services.follow_withdrawn_death(act=act)


def on_registration_undone(act: Act) -> None:
    """A case is about somebody of the register."""
    services.forget_people(act=act)
