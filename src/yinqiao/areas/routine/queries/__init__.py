"""Reads of the monthly handover: lists and people of an enterprise, figures for the places; the columns of a list."""

from yinqiao.areas.routine.queries.fields import RETIRING_FIELDS, sentence_of, title_of
from yinqiao.areas.routine.queries.reads import (
    count_views,
    expected_of_person,
    get_expected,
    list_entries,
    list_expected,
    list_figures,
    list_rows,
    of_view,
)

__all__ = [
    "RETIRING_FIELDS",
    "count_views",
    "expected_of_person",
    "get_expected",
    "list_entries",
    "list_expected",
    "list_figures",
    "list_rows",
    "of_view",
    "sentence_of",
    "title_of",
]
