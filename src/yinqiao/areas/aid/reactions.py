"""What the room does when hardship changes, somebody is visited, dies, or is not dead after all."""

from __future__ import annotations

from yinqiao.areas.aid.services import (
    close_visited,
    follow_death,
    follow_withdrawn_death,
    forget_people,
    open_hardship_visits,
    show_in_register,
)
from yinqiao.platform.acts import Act


def on_hardship_changed(act: Act) -> None:
    """The register shows it, and the community goes there."""
    show_in_register(act=act)
    open_hardship_visits(act=act)


def on_visit_noted(act: Act) -> None:
    """A visit ends the visits that were due."""
    close_visited(act=act)


def on_death_recorded(act: Act) -> None:
    """Visits and hardship stop."""
    follow_death(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Visits and hardship go on."""
    follow_withdrawn_death(act=act)


def on_registration_undone(act: Act) -> None:
    """What is kept is about somebody."""
    forget_people(act=act)
