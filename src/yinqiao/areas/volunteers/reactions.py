"""What the room does when somebody dies, is merged, split or was never registered."""

from __future__ import annotations

from yinqiao.areas.volunteers import services
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """Nobody is called for any more."""
    services.follow_death(act=act)


def on_people_merged(act: Act) -> None:
    """One person, one record of hours."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """Back to whom it was."""
    services.follow_split(act=act)


def on_registration_undone(act: Act) -> None:
    """A volunteer is somebody of the register."""
    services.forget_people(act=act)
