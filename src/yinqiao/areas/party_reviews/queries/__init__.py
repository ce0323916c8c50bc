"""Reads of democratic reviews: those near a scope, who takes part, what is counted, the own."""

from yinqiao.areas.party_reviews.queries.reviews import (
    count_approved,
    count_grades,
    count_reviews,
    get_review,
    grades_of,
    list_own,
    list_parts,
    list_reviewable,
    list_reviews,
    list_told,
    reasons,
    review_filters,
    rule_of,
    tellers_of,
    turnout_of,
    votes_of,
    words_of,
)

__all__ = [
    "count_approved", "count_grades", "count_reviews", "get_review", "grades_of", "list_own", "list_parts",
    "list_reviewable", "list_reviews", "list_told", "reasons", "review_filters", "rule_of", "tellers_of", "turnout_of",
    "votes_of", "words_of",
]  # fmt: skip
