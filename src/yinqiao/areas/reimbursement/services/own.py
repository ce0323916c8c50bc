"""What a person, or whom the person has authorised, does with invoices in the portal; written in the widened scope."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.applications.services import hold_own_case
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.queries import get_own_invoice
from yinqiao.areas.reimbursement.services.invoices import Upload, enter, look_at, take_out
from yinqiao.areas.reimbursement.types import Typed
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def add_own_invoice(*, actor: Actor, at: datetime, case_id: UUID, typed: Typed, upload: Upload) -> UUID:
    """Take an invoice into the own case; returns it. As `add_invoice`; Refused `authorisations.not_within`."""
    seen = look_at(typed, upload)
    with (
        perform(actor=actor, action="reimbursement.add_own_invoice", at=at) as act,
        hold_own_case(act=act, case_id=case_id) as case,
    ):
        return enter(act, case, seen)


def remove_own_invoice(*, actor: Actor, at: datetime, invoice_id: UUID) -> UUID:
    """Take an invoice out of the own case, its file with it; returns the case. Conflict `reimbursement.closed`."""
    with perform(actor=actor, action="reimbursement.remove_own_invoice", at=at) as act:
        found, _ = get_own_invoice(scope=actor.scope, invoice_id=invoice_id)
        with hold_own_case(act=act, case_id=found.pk) as case:
            row = Invoice.objects.select_related("file").filter(pk=invoice_id).first()
            if row is None:
                raise NotFound
            take_out(act, case, row)
            return UUID(str(case.pk))
