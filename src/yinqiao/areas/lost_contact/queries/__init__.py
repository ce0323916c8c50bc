"""Reads of who cannot be reached: the work list, its figures, one person with signals, attempts and leads."""

from yinqiao.areas.lost_contact.queries.leads import leads_of
from yinqiao.areas.lost_contact.queries.people import PeopleRows, count_people, figures, list_people, weighing
from yinqiao.areas.lost_contact.queries.person import (
    get_attempt,
    last_case,
    last_contacts,
    list_attempts,
    list_cases,
    person_standing,
)
from yinqiao.areas.lost_contact.queries.searching import (
    get_step,
    list_lost,
    list_steps,
    next_steps,
    search_plan,
    what_finds_people,
)

__all__ = [
    "PeopleRows",
    "count_people",
    "figures",
    "get_attempt",
    "get_step",
    "last_case",
    "last_contacts",
    "leads_of",
    "list_attempts",
    "list_cases",
    "list_lost",
    "list_people",
    "list_steps",
    "next_steps",
    "person_standing",
    "search_plan",
    "weighing",
    "what_finds_people",
]
