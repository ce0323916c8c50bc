"""Reads of the handover: rows of rosters, offers and tasks. Scope is a required argument."""

from yinqiao.areas.handover.queries.offers import (
    TaskCounts,
    count_tasks,
    desk_numbers,
    get_offer,
    list_offers,
    offer_facets,
    person_offers,
)
from yinqiao.areas.handover.queries.rows import count_rows, list_missing, list_rows

__all__ = [
    "TaskCounts",
    "count_rows",
    "count_tasks",
    "desk_numbers",
    "get_offer",
    "list_missing",
    "list_offers",
    "list_rows",
    "offer_facets",
    "person_offers",
]
