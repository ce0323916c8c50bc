"""Reads of the opening load. Scope is a required argument: the city sees it as a whole, nobody else any of it."""

from yinqiao.areas.opening.queries.differences import (
    count_differences,
    find_period,
    get_difference,
    list_days,
    list_differences,
)
from yinqiao.areas.opening.queries.fields import OPENING_FIELDS, SPECS, sentence_of, title_of
from yinqiao.areas.opening.queries.mappings import count_unknown, get_mapping, list_mappings
from yinqiao.areas.opening.queries.people import find_by_old_number, find_old_records
from yinqiao.areas.opening.queries.runs import (
    count_reasons,
    get_run,
    list_figures,
    list_rows,
    list_runs,
    owner_of,
    totals_of,
)

__all__ = [
    "OPENING_FIELDS",
    "SPECS",
    "count_differences",
    "count_reasons",
    "count_unknown",
    "find_by_old_number",
    "find_old_records",
    "find_period",
    "get_difference",
    "get_mapping",
    "get_run",
    "list_days",
    "list_differences",
    "list_figures",
    "list_mappings",
    "list_rows",
    "list_runs",
    "owner_of",
    "sentence_of",
    "title_of",
    "totals_of",
]
