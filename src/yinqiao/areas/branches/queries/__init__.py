"""Reads of party organisations: lists, one with its steps, its members, branches not listed yet, figures."""

from yinqiao.areas.branches.queries.figures import get_figures, list_overdue
from yinqiao.areas.branches.queries.members import (
    count_members,
    find_branch_now,
    links_of,
    list_roster_branches,
    list_unlisted,
)
from yinqiao.areas.branches.queries.reads import (
    FILTERS,
    find_holder,
    get_organisation,
    get_step,
    list_below,
    list_happenings,
    list_organisations,
    list_steps,
    listing_enterprises,
    organisations_in,
    receivers,
    side_in,
)
from yinqiao.areas.branches.rules import steps_of

__all__ = [
    "FILTERS",
    "count_members",
    "find_branch_now",
    "find_holder",
    "get_figures",
    "get_organisation",
    "get_step",
    "links_of",
    "list_below",
    "list_happenings",
    "list_organisations",
    "list_overdue",
    "list_roster_branches",
    "list_steps",
    "list_unlisted",
    "listing_enterprises",
    "organisations_in",
    "receivers",
    "side_in",
    "steps_of",
]
