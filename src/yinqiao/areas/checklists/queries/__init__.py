"""Reads of checklists. Scope is a required argument; who sees the agreement sees its checklist."""

from yinqiao.areas.checklists.queries.reads import (
    count_turns,
    get_entry,
    get_item,
    list_items,
    list_readiness,
    list_told,
    load_items,
    readiness_of,
    turn_filter,
)
from yinqiao.areas.checklists.rules import items

__all__ = [
    "count_turns",
    "get_entry",
    "get_item",
    "items",
    "list_items",
    "list_readiness",
    "list_told",
    "load_items",
    "readiness_of",
    "turn_filter",
]
