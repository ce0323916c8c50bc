"""Acts of the room: what was told is kept and undone, visits end, consents and bases are noted."""

from yinqiao.areas.aid.services.following import (
    close_visited,
    follow_death,
    follow_withdrawn_death,
    forget_people,
    open_hardship_visits,
    reopen_undone,
    show_in_register,
)
from yinqiao.areas.aid.services.grounds import end_basis, record_basis, record_consent, withdraw_consent
from yinqiao.areas.aid.services.hardship import apply_ends, apply_hardships, undo_end, undo_hardship
from yinqiao.areas.aid.services.illness import apply_illnesses, undo_illness
from yinqiao.areas.aid.services.retention import CONSENTS, HARDSHIPS, VISITS

__all__ = [
    "CONSENTS",
    "HARDSHIPS",
    "VISITS",
    "apply_ends",
    "apply_hardships",
    "apply_illnesses",
    "close_visited",
    "end_basis",
    "follow_death",
    "follow_withdrawn_death",
    "forget_people",
    "open_hardship_visits",
    "record_basis",
    "record_consent",
    "reopen_undone",
    "show_in_register",
    "undo_end",
    "undo_hardship",
    "undo_illness",
    "withdraw_consent",
]
