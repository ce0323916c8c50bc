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
    list_scans,
    open_scan,
    rule,
)

__all__ = [
    "count_hurt",
    "find_by_code",
    "get_batch",
    "get_batch_tally",
    "get_item",
    "get_kept",
    "get_scan",
    "kept_archives",
    "list_batches",
    "list_drawn",
    "list_items",
    "list_scans",
    "open_scan",
    "rule",
    "within",
]
