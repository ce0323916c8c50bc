"""What somebody has to do when a person dies, did not die after all, or was taken over from where the person lived."""

from __future__ import annotations

from yinqiao.areas.effects.services import follow_change, follow_withdrawn, forget_people
from yinqiao.areas.handover.events import PERSON_PASSED_ON
from yinqiao.areas.retirees.events import DEATH_RECORDED
from yinqiao.platform.acts import Act


def on_death_recorded(act: Act) -> None:
    """The former enterprise, the party organisation and the pension agency each have something to do."""
    follow_change(act=act, cause=DEATH_RECORDED)


def on_death_withdrawn(act: Act) -> None:
    """What is open ends, what was settled has to be corrected."""
    follow_withdrawn(act=act)


def on_passed_on(act: Act) -> None:
    """Archive and party relation stayed with the old place."""
    follow_change(act=act, cause=PERSON_PASSED_ON)


def on_registration_undone(act: Act) -> None:
    """A follow-up is about somebody."""
    forget_people(act=act)
