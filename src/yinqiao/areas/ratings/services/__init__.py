"""Acts of ratings: said by the person or noted for the person, a bad one followed up."""

from yinqiao.areas.ratings.services.rating import (
    close,
    note_matter,
    note_rating,
    note_wish,
    rate_own,
    rate_own_matter,
    rate_own_wish,
)
from yinqiao.areas.ratings.services.recounting import CLOCKS, recount_follow_ups
from yinqiao.areas.ratings.services.retention import ENCRYPTED, RATINGS

__all__ = [
    "CLOCKS",
    "ENCRYPTED",
    "RATINGS",
    "close",
    "note_matter",
    "note_rating",
    "note_wish",
    "rate_own",
    "rate_own_matter",
    "rate_own_wish",
    "recount_follow_ups",
]
