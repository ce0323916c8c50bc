"""What the last contact and a declaration do when people are reached elsewhere, die, or a death is taken back."""

from __future__ import annotations

from yinqiao.areas.lost_contact import services
from yinqiao.platform.acts import Act


def on_contact(act: Act) -> None:
    """A visit, a call, the first contact, a member who reports in: the person was reached."""
    services.note_contacts(act=act)


def on_death_recorded(act: Act) -> None:
    """Who died is sought no more."""
    services.close_deceased(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Who did not die is sought again."""
    services.reopen_deceased(act=act)


def on_registration_undone(act: Act) -> None:
    """What was tried goes with whom it was about."""
    services.forget_people(act=act)
