"""Acts of effects: what follows from a change is opened and ended with it; its owner settles it and may take that back."""

from yinqiao.areas.effects.services.opening import follow_change, follow_taken_back, follow_withdrawn, forget_people
from yinqiao.areas.effects.services.retention import FOLLOWUPS
from yinqiao.areas.effects.services.settling import reopen_followup, settle_followup

__all__ = [
    "FOLLOWUPS",
    "follow_change",
    "follow_taken_back",
    "follow_withdrawn",
    "forget_people",
    "reopen_followup",
    "settle_followup",
]
