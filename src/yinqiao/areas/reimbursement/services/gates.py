"""Nothing is accepted for reimbursement without an invoice."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.applications.types import Gate, GateCall
from yinqiao.areas.reimbursement import errors
from yinqiao.areas.reimbursement.queries import count_invoices


def _has_invoices(call: GateCall) -> None:
    if call.case_id is None or not count_invoices(scope=call.actor.scope, case_id=call.case_id):
        raise errors.no_invoice()


HAS_INVOICES: Final = Gate("reimbursement.has_invoices", "至少登记一张票据", "accept", _has_invoices)
