"""Reads of money. Scope is a required argument; who sees the agreement sees its money."""

from yinqiao.areas.funds.queries.accounts import count_turns, get_account, is_late, is_soon, list_dues, tell_funds
from yinqiao.areas.funds.queries.payments import (
    get_payment,
    list_payments,
    list_payments_of,
    turn_filter,
)
from yinqiao.areas.funds.rules import reasons

__all__ = [
    "count_turns",
    "get_account",
    "get_payment",
    "is_late",
    "is_soon",
    "list_dues",
    "list_payments",
    "list_payments_of",
    "reasons",
    "tell_funds",
    "turn_filter",
]
