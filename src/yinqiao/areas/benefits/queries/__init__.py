"""Reads of benefits. Scope is a required argument."""

from yinqiao.areas.benefits.queries.items import (
    get_item,
    item_words,
    list_items,
    list_meant_people,
    list_person_benefits,
)

__all__ = ["get_item", "item_words", "list_items", "list_meant_people", "list_person_benefits"]
