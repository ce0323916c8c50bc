"""Reads of the register. Every read takes a scope; row-level security stands behind it as the second wall."""

from yinqiao.areas.retirees.queries.search import find_organisations, find_people

__all__ = ["find_organisations", "find_people"]
