"""What certification does when people die, do not die, are two entries of one, or leave the register."""

from __future__ import annotations

from yinqiao.areas.certification import services
from yinqiao.platform.acts import Act


def on_person_changed(act: Act) -> None:
    """A death ends certification in the same transaction; a death taken back lets the same clock run on."""
    services.follow_people(act=act)


def on_people_merged(act: Act) -> None:
    """One person has one clock."""
    services.follow_merged(act=act)


def on_people_split(act: Act) -> None:
    """Two people have two."""
    services.follow_split(act=act)


def on_registration_undone(act: Act) -> None:
    """What was certified goes with whom it was about."""
    services.forget_people(act=act)
