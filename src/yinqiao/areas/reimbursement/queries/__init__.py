"""Reads of reimbursement: the invoices of a case, what the rule comes to, the file of one."""

from yinqiao.areas.reimbursement.queries.invoices import (
    count_invoices,
    find_file,
    get_invoice,
    get_own_case,
    get_own_invoice,
    is_open_for_invoices,
    list_invoices,
    list_own_invoices,
    reckon,
)

__all__ = [
    "count_invoices",
    "find_file",
    "get_invoice",
    "get_own_case",
    "get_own_invoice",
    "is_open_for_invoices",
    "list_invoices",
    "list_own_invoices",
    "reckon",
]
