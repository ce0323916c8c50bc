"""What the handover does when a person moves within the city or is not dead after all, a roster was submitted."""

from __future__ import annotations

from yinqiao.areas.activities.services import follow_moves
from yinqiao.areas.certification.services import follow_accepted, follow_people
from yinqiao.areas.duties.services import follow_changes
from yinqiao.areas.handover.events import PERSON_ACCEPTED
from yinqiao.areas.handover.services import follow_undone_move, follow_withdrawn_death, offer_moved_people
from yinqiao.areas.lists.services import renew_annotated_copy
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import told_of


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
    """Whom a place accepts has to be certified, and served by its standards, from now on; who came from another place
    takes part in what that place offers no more, but for a seat.
    """
    follow_accepted(act=act)
    follow_changes(act=act, kinds=(PERSON_ACCEPTED,))
    follow_moves(act=act, people=told_of(act.id, PERSON_ACCEPTED))


def on_batch_submitted(act: Act) -> None:
    """The annotated copy holds from now on who stayed behind alone."""
    renew_annotated_copy(act=act)
