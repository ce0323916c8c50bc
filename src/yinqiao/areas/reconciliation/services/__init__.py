"""Acts of reconciliation: take a statement, compare it again, settle what differs, remove what was taken by mistake."""

from yinqiao.areas.reconciliation.services.removing import answer_removal, remove_statement
from yinqiao.areas.reconciliation.services.settling import ask_line, confirm_line, settle_line
from yinqiao.areas.reconciliation.services.statements import compare_statement, remember_header, take_statement

__all__ = [
    "answer_removal",
    "ask_line",
    "compare_statement",
    "confirm_line",
    "remember_header",
    "remove_statement",
    "settle_line",
    "take_statement",
]
