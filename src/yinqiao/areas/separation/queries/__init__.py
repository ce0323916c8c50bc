"""Reads of what hangs between people and archives, and of pairs that probably belong together, within a scope."""

from yinqiao.areas.separation.queries.items import keep_matched, list_items
from yinqiao.areas.separation.queries.matches import count_matches, get_match, list_matches, list_person_matches

__all__ = ["count_matches", "get_match", "keep_matched", "list_items", "list_matches", "list_person_matches"]
