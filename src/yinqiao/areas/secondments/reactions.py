"""What the room does when entries are merged or split, or somebody was never registered."""

from __future__ import annotations

from yinqiao.areas.secondments import services
from yinqiao.platform.acts import Act


def on_people_merged(act: Act) -> None:
    """One person, one history."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """Back to whom it was."""
    services.follow_split(act=act)


def on_registration_undone(act: Act) -> None:
    """What was done was done for somebody of the register."""
    services.forget_people(act=act)
