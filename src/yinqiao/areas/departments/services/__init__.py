"""Acts of a department's own officer: tell by hand, take back, explain a claim that is questioned."""

from yinqiao.areas.departments.services.explaining import ENCRYPTED, EXPLANATIONS, explain_claim, note_explanations_read
from yinqiao.areas.departments.services.telling import take_back, tell_by_hand

__all__ = ["ENCRYPTED", "EXPLANATIONS", "explain_claim", "note_explanations_read", "take_back", "tell_by_hand"]
