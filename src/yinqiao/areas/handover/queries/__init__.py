"""Reads of the handover: batches and their check, offers and tasks. Scope is a required argument."""

from yinqiao.areas.handover.queries.batches import (
    count_findings,
    count_rows,
    get_batch,
    list_batches,
    list_findings,
    list_missing,
    list_rows,
)
from yinqiao.areas.handover.queries.offers import (
    TaskCounts,
    count_tasks,
    desk_numbers,
    get_offer,
    list_offers,
    offer_facets,
    person_offers,
)

__all__ = [
    "TaskCounts",
    "count_findings",
    "count_rows",
    "count_tasks",
    "desk_numbers",
    "get_batch",
    "get_offer",
    "list_batches",
    "list_findings",
    "list_missing",
    "list_offers",
    "list_rows",
    "offer_facets",
    "person_offers",
]
