"""Acts of the room: it follows what is signed, keeps what enterprises tell of people, proposes ends after deaths."""

from yinqiao.areas.benefits.services.by_hand import take_back, tell_by_hand
from yinqiao.areas.benefits.services.fates import answer_fate, ask_fates, ask_who_signed
from yinqiao.areas.benefits.services.following import drop_proposals, forget_people, propose_ends
from yinqiao.areas.benefits.services.keeping import keep_items
from yinqiao.areas.benefits.services.retention import TOLD
from yinqiao.areas.benefits.services.telling import apply_ends, apply_told, undo_end, undo_told

__all__ = [
    "TOLD",
    "answer_fate",
    "apply_ends",
    "apply_told",
    "ask_fates",
    "ask_who_signed",
    "drop_proposals",
    "forget_people",
    "keep_items",
    "propose_ends",
    "take_back",
    "tell_by_hand",
    "undo_end",
    "undo_told",
]
