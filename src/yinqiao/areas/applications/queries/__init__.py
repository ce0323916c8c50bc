"""Reads of services: items in force, cases within a scope, one case with its timeline, a person's own cases."""

from yinqiao.areas.applications.queries.clocks import clocks_moved_by
from yinqiao.areas.applications.queries.drafts import answers_of, find_draft, list_asked, list_offers
from yinqiao.areas.applications.queries.items import (
    faults,
    item_in_force,
    item_or_none,
    item_versions,
    items_in_force,
    read_item,
    supply_items,
    version_text,
)
from yinqiao.areas.applications.queries.own import count_own_open, get_own_case, list_own_cases, moments_of
from yinqiao.areas.applications.queries.pictures import (
    count_draft_pictures,
    get_picture,
    list_answered,
    list_missing,
    list_pictures,
    pages_since_asked,
)
from yinqiao.areas.applications.queries.reads import (
    content_of,
    count_standing,
    get_case,
    is_unwarranted,
    item_of,
    known_answers,
    list_cases,
    list_of_person,
    rising,
)

__all__ = [
    "answers_of",
    "clocks_moved_by",
    "content_of",
    "count_draft_pictures",
    "count_own_open",
    "count_standing",
    "faults",
    "find_draft",
    "get_case",
    "get_own_case",
    "get_picture",
    "is_unwarranted",
    "item_in_force",
    "item_of",
    "item_or_none",
    "item_versions",
    "items_in_force",
    "known_answers",
    "list_answered",
    "list_asked",
    "list_cases",
    "list_missing",
    "list_of_person",
    "list_offers",
    "list_own_cases",
    "list_pictures",
    "moments_of",
    "pages_since_asked",
    "read_item",
    "rising",
    "supply_items",
    "version_text",
]  # fmt: skip
