"""What the room does when people are visited, change, die, move, or are two entries of one."""

from __future__ import annotations

from yinqiao.areas.duties import services
from yinqiao.areas.retirees import events as people
from yinqiao.platform.acts import Act

# What changes for whom something is due: the day of birth, a group, whether somebody lives here or at all.
CHANGES = (people.DETAILS_CORRECTED, people.CHANGE_UNDONE, people.MOVE_RECORDED, people.PLACE_CHANGED)
DEATHS = (people.DEATH_RECORDED, people.DEATH_WITHDRAWN)


def on_visit_noted(act: Act) -> None:
    """A visit noted anywhere ends what a visit ends."""
    services.close_reached(act=act, kind=people.VISIT_NOTED)


def on_call_noted(act: Act) -> None:
    """A call ends what a call ends."""
    services.close_reached(act=act, kind=people.CALL_NOTED)


def on_person_changed(act: Act) -> None:
    """What is due follows from the facts, in the act that changes them."""
    services.follow_changes(act=act, kinds=CHANGES)


def on_death(act: Act) -> None:
    """Nobody is sent to visit the dead."""
    services.follow_deaths(act=act)


def on_people_merged(act: Act) -> None:
    """One person is visited once."""
    services.follow_merged(act=act)


def on_people_split(act: Act) -> None:
    """Two people are visited each."""
    services.follow_split(act=act)


def on_registration_undone(act: Act) -> None:
    """What was due goes with whom it was due to."""
    services.forget_people(act=act)
