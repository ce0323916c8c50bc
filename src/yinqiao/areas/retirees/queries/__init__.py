"""Reads of the register. Every read takes a scope; row-level security stands behind it as the second wall."""

from yinqiao.areas.retirees.queries.facts import facts_of, profile_of, read_numbers
from yinqiao.areas.retirees.queries.former_names import KnownName, former_names_of
from yinqiao.areas.retirees.queries.guard import require_may, require_past, subject
from yinqiao.areas.retirees.queries.history import changed_fields, last_acts, list_changes
from yinqiao.areas.retirees.queries.hits import sex_label
from yinqiao.areas.retirees.queries.matching import subjects_of
from yinqiao.areas.retirees.queries.people import find_row, get_person, list_former_names, list_rows, people_within
from yinqiao.areas.retirees.queries.search import find_by_ids, find_organisations, find_people
from yinqiao.areas.retirees.queries.timeline import (
    find_last_contact,
    get_note,
    list_notes,
    list_timeline,
    sentence,
    with_merged,
)
from yinqiao.areas.retirees.rules import read_values

__all__ = [
    "KnownName",
    "changed_fields",
    "facts_of",
    "find_by_ids",
    "find_last_contact",
    "find_organisations",
    "find_people",
    "find_row",
    "former_names_of",
    "get_note",
    "get_person",
    "last_acts",
    "list_changes",
    "list_former_names",
    "list_notes",
    "list_rows",
    "list_timeline",
    "people_within",
    "profile_of",
    "read_numbers",
    "read_values",
    "require_may",
    "require_past",
    "sentence",
    "sex_label",
    "subject",
    "subjects_of",
    "with_merged",
]
