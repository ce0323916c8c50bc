"""Reads of 部门报送: what the own source told, what its office says to what is questioned."""

from yinqiao.areas.departments.queries.told import (
    get_own_source,
    list_asked,
    list_explained,
    list_questioned,
    list_to_mend,
    list_told,
    list_types,
    warning_of,
)
from yinqiao.areas.departments.queries.words import find_paper, list_answers, list_explanations

__all__ = [
    "find_paper",
    "get_own_source",
    "list_answers",
    "list_asked",
    "list_explained",
    "list_explanations",
    "list_questioned",
    "list_to_mend",
    "list_told",
    "list_types",
    "warning_of",
]
