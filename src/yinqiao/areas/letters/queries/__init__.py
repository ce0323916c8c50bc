"""Reads of letters: the register with what is late, one letter with its list, whom one could ask about."""

from yinqiao.areas.letters.queries.candidates import list_candidates
from yinqiao.areas.letters.queries.reads import (
    count_late,
    find_offices,
    find_paper_file,
    find_scan,
    find_sources,
    get_letter,
    list_asked,
    list_letters,
    list_of_person,
    rising,
)

__all__ = [
    "count_late",
    "find_offices",
    "find_paper_file",
    "find_scan",
    "find_sources",
    "get_letter",
    "list_asked",
    "list_candidates",
    "list_letters",
    "list_of_person",
    "rising",
]
