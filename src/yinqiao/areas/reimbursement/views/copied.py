"""What a copy of somebody's data says of the invoices that were handed in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.applications.queries import list_of_person
from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.reimbursement.queries import list_invoices
from yinqiao.areas.reimbursement.types import ITEM, when
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            case.number, f"{one.told.code} {one.told.number}".strip(), one.told.hospital, one.told.care.label, when(one),
            yuan(one.told.amount_fen), yuan(one.told.own_fen),
        )
        for case in list_of_person(scope=actor.scope, retiree_id=retiree_id)
        if case.code == ITEM
        for one in list_invoices(scope=actor.scope, case_id=case.pk)
    ]  # fmt: skip


COPIED = CopiedPart(
    "reimbursement", "医疗费用票据", ("办件编号", "票据代码和号码", "医疗机构", "类别", "日期", "金额（元）", "自费（元）"), _rows,
    frozenset({"reimbursement_invoice"}), order=98,
)  # fmt: skip
