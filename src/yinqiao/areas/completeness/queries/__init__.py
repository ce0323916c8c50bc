"""Reads of what is missing, of questions to enterprises, and of what other sources know, within a scope."""

from yinqiao.areas.completeness.queries.gaps import (
    count_by_cause,
    find_asked,
    find_gaps,
    list_gaps,
    person_gaps,
)
from yinqiao.areas.completeness.queries.requests import (
    count_requests,
    get_request,
    list_person_requests,
    list_requests,
    read_answers,
)
from yinqiao.areas.completeness.queries.suggestions import suggest

__all__ = [
    "count_by_cause",
    "count_requests",
    "find_asked",
    "find_gaps",
    "get_request",
    "list_gaps",
    "list_person_requests",
    "list_requests",
    "person_gaps",
    "read_answers",
    "suggest",
]
