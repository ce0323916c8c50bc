"""What the room does when somebody dies, is merged, split or was never registered."""

from __future__ import annotations

from yinqiao.areas.activities import services
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """The seat goes on."""
    services.follow_death(act=act)


def on_people_merged(act: Act) -> None:
    """One person, one seat."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """Back to whom it was."""
    services.follow_split(act=act)


def on_registration_undone(act: Act) -> None:
    """An enrolment is of somebody of the register."""
    services.forget_people(act=act)
