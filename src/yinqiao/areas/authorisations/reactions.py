"""What happens to authorisations when somebody dies or leaves the register."""

from __future__ import annotations

from yinqiao.areas.authorisations import services
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """They end."""
    services.follow_death(act=act)


def on_registration_undone(act: Act) -> None:
    """An authorisation is of somebody of the register."""
    services.forget_people(act=act)
