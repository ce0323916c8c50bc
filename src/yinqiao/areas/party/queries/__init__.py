"""Reads of party relations: rosters, members, letters and who is responsible, within a scope; the columns of a roster."""

from yinqiao.areas.party.queries.branches import list_branches
from yinqiao.areas.party.queries.fields import ROSTER_FIELDS, sentence_of, title_of
from yinqiao.areas.party.queries.held import list_held, list_memberships, relations_away
from yinqiao.areas.party.queries.reads import (
    FIGURES,
    delivered,
    find_responsible,
    find_roster,
    get_figures,
    get_member,
    has_reports,
    home_numbers,
    list_letters,
    list_members,
    list_rows,
    member_filters,
    named_receivers,
    other_receivers,
    receiver_label,
    step_of,
)

__all__ = [
    "FIGURES",
    "ROSTER_FIELDS",
    "delivered",
    "find_responsible",
    "find_roster",
    "get_figures",
    "get_member",
    "has_reports",
    "home_numbers",
    "list_branches",
    "list_held",
    "list_letters",
    "list_members",
    "list_memberships",
    "list_rows",
    "member_filters",
    "named_receivers",
    "other_receivers",
    "receiver_label",
    "relations_away",
    "sentence_of",
    "step_of",
    "title_of",
]
