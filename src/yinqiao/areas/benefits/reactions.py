"""What the room does when a paper is signed, somebody dies, or is not dead after all."""

from __future__ import annotations

from yinqiao.areas.benefits.services import ask_who_signed, drop_proposals, forget_people, keep_items, propose_ends
from yinqiao.platform.acts import Act


def on_signed(act: Act) -> None:
    """Its items stand from now on, and the enterprise is asked what becomes of all else that it used to give."""
    keep_items(act=act)
    ask_who_signed(act=act)


def on_death_recorded(act: Act) -> None:
    """The enterprise is to confirm an end; nothing stops by itself."""
    propose_ends(act=act)


def on_death_withdrawn(act: Act) -> None:
    """Nothing is to be confirmed any more."""
    drop_proposals(act=act)


def on_registration_undone(act: Act) -> None:
    """What is kept is about somebody."""
    forget_people(act=act)
