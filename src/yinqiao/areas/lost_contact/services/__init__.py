"""Acts about people who cannot be reached: note an attempt, declare lost or found, take either back."""

from yinqiao.areas.lost_contact.services.declaring import (
    close_deceased,
    declare_found,
    declare_lost,
    reopen_deceased,
    undo_case,
)
from yinqiao.areas.lost_contact.services.forgetting import forget_people
from yinqiao.areas.lost_contact.services.reaching import note_contacts
from yinqiao.areas.lost_contact.services.searching import record_step, void_step
from yinqiao.areas.lost_contact.services.trying import record_attempt, void_attempt

__all__ = [
    "close_deceased",
    "declare_found",
    "declare_lost",
    "forget_people",
    "note_contacts",
    "record_attempt",
    "record_step",
    "reopen_deceased",
    "undo_case",
    "void_attempt",
    "void_step",
]
