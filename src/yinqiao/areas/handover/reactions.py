"""What the handover does when a person moves within the city or is not dead after all, a roster was submitted."""

from __future__ import annotations

from yinqiao.areas.certification.services import follow_accepted, follow_people
from yinqiao.areas.handover.services import follow_undone_move, follow_withdrawn_death, offer_moved_people
from yinqiao.areas.lists.services import renew_annotated_copy
from yinqiao.platform.acts import Act


def on_move_recorded(act: Act) -> None:
    """Who moves within the city is offered to the new community; the old one keeps the person until it accepts."""
    offer_moved_people(act=act)


def on_change_undone(act: Act) -> None:
    """A move that was told and taken back: the new community is not offered the person any more."""
    follow_undone_move(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Who is not dead after all stands as the offers say: returned, if the community has returned the person since."""
    follow_withdrawn_death(act=act)
    follow_people(act=act)


def on_person_accepted(act: Act) -> None:
    """Whom a place accepts has to be certified from now on."""
    follow_accepted(act=act)


def on_batch_submitted(act: Act) -> None:
    """The annotated copy holds from now on who stayed behind alone."""
    renew_annotated_copy(act=act)
