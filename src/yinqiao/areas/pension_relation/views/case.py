"""What stands beside a case: the steps and how far they are, the place that will pay and why, the papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.types import CaseState
from yinqiao.areas.pension_relation.queries import relation_of
from yinqiao.areas.pension_relation.types import TRANSFER_ITEM
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor


def part(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """The part of a case page; nothing beside another item."""
    try:
        found = relation_of(scope=actor.scope, case_id=case_id)
    except NotFound:
        return None
    row = found.case
    return {
        "stays": found.stays, "paying": found.paying, "steps": _steps(row, found.item), "case_id": case_id,
        "papers": "pension_transfer_case" if row.code == TRANSFER_ITEM else "pension_periods_case",
        "retired_on": found.retired_on if found.paying and found.retired_on and found.retired_on <= row.applied_on else None,
    }  # fmt: skip


def _steps(row: Any, item: Any) -> list[tuple[str, int, str, str]]:
    """Each step, its limit, its chip: done, under way, or to come."""
    is_done = row.state == CaseState.DONE
    is_open = row.state in (CaseState.APPLIED, CaseState.ASKED, CaseState.HANDLING)
    said = []
    for at, one in enumerate(item.step):
        if is_done or at < row.step:
            said.append((one.title, one.days, "已完成", "good"))
        elif at == row.step:
            said.append((one.title, one.days, "正在办理" if is_open else "未完成", "accent" if is_open else "neutral"))
        else:
            said.append((one.title, one.days, "未开始", "neutral"))
    return said
