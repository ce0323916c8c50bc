"""Reads of digitised archives: what an office keeps, its batches, their reports and bytes; within a scope."""

from yinqiao.areas.digitised.queries.archives import (
    find_by_code,
    get_item,
    get_kept,
    kept_archives,
    list_items,
    within,
)
from yinqiao.areas.digitised.queries.batches import (
    count_hurt,
    get_batch,
    get_batch_tally,
    get_scan,
    list_batches,
    list_drawn,
    list_filed,
    list_scans,
    open_scan,
    rule,
)
from yinqiao.areas.digitised.queries.own import (
    get_own_archive,
    get_own_page,
    list_own_extracts,
    look_at_own,
)
from yinqiao.areas.digitised.queries.readings import (
    find_open_loan,
    get_extract,
    get_loan,
    get_lookup,
    get_open_lookup,
    is_certified,
    list_extracts,
    list_givable_pages,
    list_loans,
    list_lookups,
    list_of_person,
    list_open_lookups,
    list_open_scans,
    list_seen,
    namesakes_of,
    note_of,
    purposes_on,
    require_running,
    waiting_for,
)

__all__ = [
    "count_hurt", "find_by_code", "find_open_loan", "get_batch", "get_batch_tally", "get_extract", "get_item",
    "get_kept", "get_loan", "get_lookup", "get_open_lookup", "get_own_archive", "get_own_page", "get_scan",
    "is_certified", "kept_archives", "list_batches", "list_drawn", "list_extracts", "list_filed",
    "list_givable_pages", "list_items", "list_loans", "list_lookups", "list_of_person", "list_open_lookups",
    "list_open_scans", "list_own_extracts", "list_scans", "list_seen", "look_at_own", "namesakes_of", "note_of",
    "open_scan", "purposes_on", "require_running", "rule", "waiting_for", "within",
]  # fmt: skip
