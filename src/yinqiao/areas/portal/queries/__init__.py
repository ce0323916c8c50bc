"""Reads of the portal's entrance: whose session, whose phone, one's own sessions."""

from yinqiao.areas.portal.queries.app import people_again
from yinqiao.areas.portal.queries.likely import list_likely, list_words
from yinqiao.areas.portal.queries.sessions import actor_of, list_sessions
from yinqiao.areas.portal.queries.trying import (
    code_rule,
    digest,
    find_typed,
    people_of,
    people_to_choose,
)

__all__ = [
    "actor_of",
    "code_rule",
    "digest",
    "find_typed",
    "list_likely",
    "list_sessions",
    "list_words",
    "people_again",
    "people_of",
    "people_to_choose",
]
