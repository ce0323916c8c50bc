"""Acts of the room: what is due is derived, what was delivered is noted and taken back."""

from yinqiao.areas.duties.services.delivering import keep_words, record_delivery, undo_delivery
from yinqiao.areas.duties.services.deriving import read_changed, sweep_duties
from yinqiao.areas.duties.services.following import (
    close_reached,
    drop_group,
    follow_changes,
    follow_deaths,
    follow_merged,
    follow_people,
    follow_split,
    forget_people,
)
from yinqiao.areas.duties.services.retention import DELIVERIES, DUTIES

__all__ = [
    "DELIVERIES",
    "DUTIES",
    "close_reached",
    "drop_group",
    "follow_changes",
    "follow_deaths",
    "follow_merged",
    "follow_people",
    "follow_split",
    "forget_people",
    "keep_words",
    "read_changed",
    "record_delivery",
    "sweep_duties",
    "undo_delivery",
]
