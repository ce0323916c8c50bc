"""What a copy of somebody's data says of party dues."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.dues.queries import account_lines, find_account_of, list_decisions, list_standards
from yinqiao.areas.dues.types import yuan
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    scope, account = actor.scope, find_account_of(scope=actor.scope, retiree_id=retiree_id)
    if account is None:
        return []
    rows: list[tuple[str, ...]] = [
        (
            f"{one.year} 年核定",
            f"{one.get_basis_display()} {yuan(one.base_fen):.2f} 元，每月 {yuan(one.fen):.2f} 元",
            told(one.told_on),
        )
        for one in list_standards(scope=scope, account_id=account)
    ]
    rows += [
        (one.get_ruling_display(), f"{one.get_state_display()}：{one.reason}", told(one.proposed_on))
        for one in list_decisions(scope=scope).filter(account_id=account)
    ]
    rows += [
        (one.title, f"{yuan(one.fen):.2f} 元{one.note}", told(one.on))
        for one in account_lines(scope=scope, account_id=account)
    ]
    return rows


COPIED = CopiedPart(
    "dues", "党费", ("项目", "内容", "日期"), _rows,
    frozenset({
        "dues_account", "dues_standard", "dues_decision", "dues_charge", "dues_entry", "dues_payment", "dues_order",
        "dues_refund",
    }),
    order=11,
)  # fmt: skip
