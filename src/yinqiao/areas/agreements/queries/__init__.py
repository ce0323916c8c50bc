"""Reads of agreements: who has a part in them, what there is, how far it is delivered, its printed text. Scope is a required argument."""

from yinqiao.areas.agreements.queries.reads import (
    count_tasks,
    covered_enterprises,
    get_agreement,
    get_figures,
    get_holding,
    has_accepted,
    has_open_supplement,
    list_agreed,
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
from yinqiao.areas.agreements.rules import PARTIES, side_of

__all__ = [
    "PARTIES",
    "Clause",
    "clauses",
    "count_tasks",
    "covered_enterprises",
    "get_agreement",
    "get_figures",
    "get_holding",
    "has_accepted",
    "has_open_supplement",
    "list_agreed",
    "list_agreements",
    "list_happenings",
    "list_linkable_batches",
    "list_remarks",
    "list_supplements",
    "list_versions",
    "printed_text",
    "side_of",
    "turn_filters",
    "viewing_side",
    "visible_in",
]
