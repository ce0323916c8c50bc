"""Reads of who cannot be reached: the work list, its figures, one person with signals, attempts and leads."""

from yinqiao.areas.lost_contact.queries.leads import leads_of
from yinqiao.areas.lost_contact.queries.people import PeopleRows, count_people, figures, list_people, weighing
from yinqiao.areas.lost_contact.queries.person import (
    get_attempt,
    last_case,
    list_attempts,
    list_cases,
    person_standing,
)

__all__ = [
    "PeopleRows",
    "count_people",
    "figures",
    "get_attempt",
    "last_case",
    "leads_of",
    "list_attempts",
    "list_cases",
    "list_people",
    "person_standing",
    "weighing",
]
