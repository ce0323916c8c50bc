"""What somebody has to do when a person dies, did not die after all, or was taken over from where the person lived."""

from __future__ import annotations

from yinqiao.areas.effects.services import follow_change, follow_taken_back, follow_withdrawn, forget_people
from yinqiao.areas.handover.events import PERSON_PASSED_ON
from yinqiao.areas.party.events import CHANGE_TOLD
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


def on_change_told(act: Act) -> None:
    """The party organisation records what was told of a member, or not."""
    follow_change(act=act, cause=CHANGE_TOLD)


def on_change_taken_back(act: Act) -> None:
    """What was told of a member is not so."""
    follow_taken_back(act=act)


def on_registration_undone(act: Act) -> None:
    """A follow-up is about somebody."""
    forget_people(act=act)
