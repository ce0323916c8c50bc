"""Acts of reconciliation: take a statement, compare it again, settle what differs."""

from yinqiao.areas.reconciliation.services.settling import ask_line, confirm_line, settle_line
from yinqiao.areas.reconciliation.services.statements import compare_statement, remember_header, take_statement

__all__ = ["ask_line", "compare_statement", "confirm_line", "remember_header", "settle_line", "take_statement"]
