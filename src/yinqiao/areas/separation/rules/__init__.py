"""Rules of what hangs between people and archives: whose turn it is, which step follows, how alike two sides are."""

from yinqiao.areas.separation.rules.blocking import candidate_pairs
from yinqiao.areas.separation.rules.flow import FLOW, PARTIES, SETTLERS, WORK, next_state, work_of
from yinqiao.areas.separation.rules.scoring import FORMULAS, best_of, reason_label, score_link

__all__ = [
    "FLOW",
    "FORMULAS",
    "PARTIES",
    "SETTLERS",
    "WORK",
    "best_of",
    "candidate_pairs",
    "next_state",
    "reason_label",
    "score_link",
    "work_of",
]
