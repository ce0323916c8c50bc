"""Reads of agreements: what there is, how far it is delivered, its printed text. Scope is a required argument."""

from yinqiao.areas.agreements.queries.reads import (
    count_tasks,
    covered_enterprises,
    get_agreement,
    get_figures,
    get_holding,
    has_accepted,
    has_open_supplement,
    list_agreements,
    list_happenings,
    list_linkable_batches,
    list_remarks,
    list_supplements,
    list_versions,
    turn_filters,
    viewing_side,
    visible_in,
)
from yinqiao.areas.agreements.queries.texts import Clause, clauses, printed_text

__all__ = [
    "Clause",
    "clauses",
    "count_tasks",
    "covered_enterprises",
    "get_agreement",
    "get_figures",
    "get_holding",
    "has_accepted",
    "has_open_supplement",
    "list_agreements",
    "list_happenings",
    "list_linkable_batches",
    "list_remarks",
    "list_supplements",
    "list_versions",
    "printed_text",
    "turn_filters",
    "viewing_side",
    "visible_in",
]
