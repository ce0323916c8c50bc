"""What the room does when somebody dies, did not die after all, or was never registered."""

from __future__ import annotations

from yinqiao.areas.bereavement.services import forget_people, open_files, withdraw_files
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """A file for each death."""
    open_files(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Nothing is to be done any more."""
    withdraw_files(act=act)


def on_registration_undone(act: Act) -> None:
    """A file is about somebody."""
    forget_people(act=act)
