"""Reads of the register. Every read takes a scope; row-level security stands behind it as the second wall."""

from yinqiao.areas.retirees.queries.contacts import (
    get_contact,
    list_contact_people,
    list_told_contacts,
    to_contact_rows,
)
from yinqiao.areas.retirees.queries.lists import (
    count_by_status,
    count_people,
    list_contacts,
    list_enterprises_of,
    list_people,
    select_people,
    to_person_rows,
)
from yinqiao.areas.retirees.queries.matching import count_duplicates, get_duplicate, list_duplicates
from yinqiao.areas.retirees.queries.people import get_person
from yinqiao.areas.retirees.queries.requests import (
    count_data_requests_due,
    get_data_request,
    list_changes_for,
    list_data_requests,
)
from yinqiao.areas.retirees.queries.search import find_organisations, find_people
from yinqiao.areas.retirees.queries.timeline import find_last_contact, list_notes, list_timeline
from yinqiao.areas.retirees.queries.touches import who_touched

__all__ = [
    "count_by_status",
    "count_data_requests_due",
    "count_duplicates",
    "count_people",
    "find_last_contact",
    "find_organisations",
    "find_people",
    "get_contact",
    "get_data_request",
    "get_duplicate",
    "get_person",
    "list_changes_for",
    "list_contact_people",
    "list_contacts",
    "list_data_requests",
    "list_duplicates",
    "list_enterprises_of",
    "list_notes",
    "list_people",
    "list_timeline",
    "list_told_contacts",
    "select_people",
    "to_contact_rows",
    "to_person_rows",
    "who_touched",
]
