"""Reads of benefits. Scope is a required argument."""

from yinqiao.areas.benefits.queries.applying import item_named, items_of, told_key
from yinqiao.areas.benefits.queries.fates import count_fates, get_fate, list_fate_lines, list_fates
from yinqiao.areas.benefits.queries.items import (
    get_item,
    item_words,
    list_items,
    list_meant_people,
    list_person_benefits,
    list_told_outside,
    plain,
)
from yinqiao.areas.benefits.queries.receipts import find_own_source, get_own_source, get_receipt, speaking_for
from yinqiao.areas.benefits.queries.told import (
    STOPPED,
    beside_of,
    find_told,
    known_of,
    line_of,
    list_items_named,
    list_person_told,
    told_words,
)

__all__ = [
    "STOPPED",
    "beside_of",
    "count_fates",
    "find_own_source",
    "find_told",
    "get_fate",
    "get_item",
    "get_own_source",
    "get_receipt",
    "item_named",
    "item_words",
    "items_of",
    "known_of",
    "line_of",
    "list_fate_lines",
    "list_fates",
    "list_items",
    "list_items_named",
    "list_meant_people",
    "list_person_benefits",
    "list_person_told",
    "list_told_outside",
    "plain",
    "speaking_for",
    "told_key",
    "told_words",
]
