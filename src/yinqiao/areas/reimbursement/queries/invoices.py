"""The invoices of a case within a scope: seen by whoever works with the person, by place alone; no enterprise, no overseer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.applications.queries import get_case, list_of_person
from yinqiao.areas.applications.types import CaseState
from yinqiao.areas.reimbursement import errors
from yinqiao.areas.reimbursement import models as rows
from yinqiao.areas.reimbursement.rules import estimate
from yinqiao.areas.reimbursement.types import ITEM, Care, Estimate, Invoice, Level, NewInvoice
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.rulebook import rulebook


def list_invoices(*, scope: Scope, case_id: UUID) -> list[Invoice]:
    """The invoices of a case, in the order in which they were taken in; NotFound out of scope and for another item."""
    _case(scope, case_id)
    return _invoices_of(case_id)


def get_own_case(*, scope: Scope, case_id: UUID) -> Any:
    """The own case of the item, of the person of the scope; NotFound for every other and for everybody else."""
    if scope.person is None:
        raise NotFound
    row = list_of_person(scope=scope, retiree_id=scope.person).filter(pk=case_id, code=ITEM).first()
    if row is None:
        raise NotFound
    return row


def list_own_invoices(*, scope: Scope, case_id: UUID) -> list[Invoice]:
    """The invoices of the own case, as `list_invoices`; what another reads of it row-level security says."""
    return _invoices_of(get_own_case(scope=scope, case_id=case_id).pk)


def get_own_invoice(*, scope: Scope, invoice_id: UUID) -> tuple[Any, Invoice]:
    """One invoice of an own case, with the case; NotFound for every other."""
    row = rows.Invoice.objects.filter(pk=invoice_id, retiree_id=scope.person).first() if scope.person else None
    if row is None:
        raise NotFound
    return get_own_case(scope=scope, case_id=row.case_id), _told(row, reveal_many([row], "sealed")[0] or "{}")


def _invoices_of(case_id: UUID) -> list[Invoice]:
    found = list(rows.Invoice.objects.filter(case_id=case_id).order_by("added_at", "id"))
    texts = reveal_many(found, "sealed")
    return [_told(row, text or "{}") for row, text in zip(found, texts, strict=True)]


def count_invoices(*, scope: Scope, case_id: UUID) -> int:
    """How many stand; NotFound out of scope and for another item."""
    _case(scope, case_id)
    return rows.Invoice.objects.filter(case_id=case_id).count()


def get_invoice(*, scope: Scope, invoice_id: UUID) -> tuple[Any, Invoice]:
    """One invoice with its case; NotFound out of scope."""
    row = rows.Invoice.objects.filter(pk=invoice_id).first()
    if row is None:
        raise NotFound
    case = _case(scope, row.case_id)
    return case, _told(row, reveal_many([row], "sealed")[0] or "{}")


def find_file(*, scope: Scope, invoice_id: UUID) -> UUID:
    """The file of an invoice; NotFound out of scope and where none was handed in."""
    row = rows.Invoice.objects.filter(pk=invoice_id).first()
    if row is None:
        raise NotFound
    _case(scope, row.case_id)
    if row.file_id is None:
        raise errors.no_file()
    return row.file_id


def is_open_for_invoices(case: Any) -> bool:
    """Whether invoices may still come and go: before acceptance alone. Asks nothing of anybody's scope."""
    return case.step == 0 and case.state in (CaseState.APPLIED, CaseState.ASKED)


def reckon(invoices: Sequence[Invoice], day: date) -> Estimate:
    """What the rule of a day comes to. It reads no record."""
    rule = rulebook().get("reimbursement.estimate", region=settings.REGION, day=day)
    return estimate([one.told for one in invoices], rule.parameters)


def _case(scope: Scope, case_id: UUID) -> Any:
    row = get_case(scope=scope, case_id=case_id)
    if row.code != ITEM:
        raise NotFound
    return row


def _told(row: rows.Invoice, text: str) -> Invoice:
    told = json.loads(text)
    days = {name: date.fromisoformat(told[name]) for name in ("since", "until")}
    return Invoice(
        row.pk,
        NewInvoice(
            told["number"], told["amount_fen"], told["hospital"], Level(told["level"]), Care(told["care"]), **days,
            code=told["code"], own_fen=told["own_fen"],
        ),
        row.file_id is not None,
    )  # fmt: skip
