"""What the room does when hardship changes, somebody is visited, dies, or is not dead after all."""

from __future__ import annotations

from yinqiao.areas.aid import events
from yinqiao.areas.aid.events import HARDSHIP_RECOGNISED
from yinqiao.areas.aid.services import (
    close_declined,
    close_visited,
    end_with_death,
    follow_death,
    follow_withdrawn_death,
    forget_people,
    open_hardship_visits,
    propose_relief,
    reopen_undone,
    show_in_register,
)
from yinqiao.areas.duties.services import follow_changes
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of

# What changes whom the service standards are for.
STANDINGS = (
    events.HARDSHIP_RECOGNISED, events.HARDSHIP_ENDED, events.HARDSHIP_WITHDRAWN, events.HARDSHIP_RESUMED,
    events.VISIT_DUE, events.VISITED, events.VISIT_DROPPED, events.STOPPED, events.WENT_ON,
)  # fmt: skip


def on_hardship_changed(act: Act) -> None:
    """The register shows it, and the community goes there."""
    show_in_register(act=act)
    open_hardship_visits(act=act)
    propose_relief(act=act, people=people_told_of(act.id, HARDSHIP_RECOGNISED))


def on_visit_noted(act: Act) -> None:
    """A visit ends the visits that were due."""
    close_visited(act=act)


def on_death_recorded(act: Act) -> None:
    """Visits, hardship and relief stop."""
    follow_death(act=act)
    end_with_death(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Visits and hardship go on."""
    follow_withdrawn_death(act=act)


def on_registration_undone(act: Act) -> None:
    """What is kept is about somebody."""
    forget_people(act=act)


def on_standing_changed(act: Act) -> None:
    """Who is in hardship, or to be visited for reasons of health, has the duties that the standards ask for."""
    follow_changes(act=act, kinds=STANDINGS)


def on_delivered(act: Act) -> None:
    """A visit that the person does not want is over."""
    close_declined(act=act)


def on_delivery_undone(act: Act) -> None:
    """A visit that never was ended nothing."""
    reopen_undone(act=act)
