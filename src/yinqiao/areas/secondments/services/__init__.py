"""Acts of the room: key communities, secondments, what seconded officers do, and what the register's changes do to it."""

from yinqiao.areas.secondments.services.communities import close_community, open_community
from yinqiao.areas.secondments.services.deeds import close_deed, correct_phone, note_deed
from yinqiao.areas.secondments.services.following import follow_merge, follow_split, forget_people
from yinqiao.areas.secondments.services.officers import end_over, end_secondment, prolong, second_officer
from yinqiao.areas.secondments.services.proposing import (
    confirm_change,
    confirm_second,
    decline_proposal,
    propose,
    withdraw_proposal,
)
from yinqiao.areas.secondments.services.retention import DEEDS

__all__ = [
    "DEEDS",
    "close_community",
    "close_deed",
    "confirm_change",
    "confirm_second",
    "correct_phone",
    "decline_proposal",
    "end_over",
    "end_secondment",
    "follow_merge",
    "follow_split",
    "forget_people",
    "note_deed",
    "open_community",
    "prolong",
    "propose",
    "second_officer",
    "withdraw_proposal",
]
