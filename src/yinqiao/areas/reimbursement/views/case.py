"""What stands beside a case: its invoices, what the rule comes to and why, the form for medical insurance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.queries import get_case
from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.reimbursement import queries
from yinqiao.areas.reimbursement.types import ITEM, when
from yinqiao.platform.access.types import Actor


def part(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """The part of a case page; nothing beside another item."""
    row = get_case(scope=actor.scope, case_id=case_id)
    if row.code != ITEM:
        return None
    invoices = queries.list_invoices(scope=actor.scope, case_id=case_id)
    found = queries.reckon(invoices, row.applied_on)
    return {
        "invoices": [(one, when(one), yuan(one.told.amount_fen), yuan(one.told.own_fen)) for one in invoices],
        "total": yuan(found.total_fen), "paid": yuan(found.paid_fen), "lines": found.lines, "case_id": case_id,
        "is_open": queries.is_open_for_invoices(row),
    }  # fmt: skip
