"""Acts of democratic reviews: opened, noted, counted by two, concluded by the branch, answered from above."""

from yinqiao.areas.party_reviews.services.deciding import approve, send_back, send_up
from yinqiao.areas.party_reviews.services.reviewing import (
    PARTS,
    REVIEWS,
    confirm_count,
    count_votes,
    note_parts,
    open_review,
)

__all__ = [
    "PARTS", "REVIEWS", "approve", "confirm_count", "count_votes", "note_parts", "open_review", "send_back", "send_up",
]  # fmt: skip
