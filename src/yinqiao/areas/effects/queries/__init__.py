"""Reads of effects: what followed from what for a person, and what somebody still has to do. Scope is required."""

from yinqiao.areas.effects.queries.chains import chain_of_message, list_chains
from yinqiao.areas.effects.queries.followups import (
    count_turns,
    get_followup,
    list_followups,
    list_person_followups,
    turns_of,
)

__all__ = [
    "chain_of_message",
    "count_turns",
    "get_followup",
    "list_chains",
    "list_followups",
    "list_person_followups",
    "turns_of",
]
