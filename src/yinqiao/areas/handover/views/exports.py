"""What the lists of the handover give as workbooks: no ID numbers, phones or addresses in any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from yinqiao.areas.handover.tables.offers import STATE_LABELS, place_words
from yinqiao.areas.handover.types import ReturnReason, RowState
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.areas.rosters.types import RouteHow, RowChange
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.exports import Export

_HINT = "不含身份证号、电话和住址。"
_NAME, _BORN = ColumnSpec("姓名"), ColumnSpec("出生日期", ColumnKind.DATE)
_ENTERPRISE = ColumnSpec("移交企业", width=32)
# Column → how an offer fills it, when the enterprise's name is at hand.
_Fill = Callable[[Any, Callable[[int], str]], Any]


def _day(moment: datetime | None) -> date | None:
    """The day of an instant here, not in Greenwich."""
    return timezone.localdate(moment) if moment else None


def _reason(offer: Any) -> str:
    return ReturnReason(offer.return_reason).label if offer.return_reason else ""


def _export(title: str, action: str, columns: list[tuple[ColumnSpec, _Fill]]) -> Export:
    """An export of offers; all enterprises are looked up when the first row is written, never one by one."""

    @cache
    def names() -> dict[int, str]:
        return enterprise_names(None)

    def name_of(enterprise_id: int) -> str:
        return names().get(enterprise_id, "")

    return Export(
        title,
        tuple(spec for spec, _ in columns),
        row=lambda offer: [fill(offer, name_of) for _, fill in columns],
        action=action,
        hint=_HINT,
    )


def people_export(scope: Scope) -> Export:
    """Everybody handed over, as far as this scope may read it."""
    return _export("移交接收人员", "handover.people_exported", [
        (_NAME, lambda one, _: one.name),
        (_ENTERPRISE, lambda one, name: name(one.enterprise_id)),
        (ColumnSpec("所在社区", width=36), lambda one, _: place_words(one, scope)),
        (ColumnSpec("状态"), lambda one, _: STATE_LABELS[one.state]),
        (ColumnSpec("移交日期", ColumnKind.DATE), lambda one, _: one.offered_on),
        (ColumnSpec("答复日期", ColumnKind.DATE), lambda one, _: _day(one.decided_at)),
        (ColumnSpec("首次联系", ColumnKind.DATE), lambda one, _: one.contacted_on),
        (ColumnSpec("退回原因", width=20), lambda one, _: _reason(one)),
    ])  # fmt: skip


def waiting_export(title: str) -> Export:
    """Who waits for an answer, in communities or at a desk."""
    return _export(title, "handover.waiting_exported", [
        (_NAME, lambda one, _: one.name),
        (_BORN, lambda one, _: one.born_on),
        (_ENTERPRISE, lambda one, name: name(one.enterprise_id)),
        (ColumnSpec("移交到", width=36), lambda one, _: places().label(one.place_no)),
        (ColumnSpec("分派依据", width=24), lambda one, _: RouteHow(one.route_how).label),
        (ColumnSpec("移交日期", ColumnKind.DATE), lambda one, _: one.offered_on),
        (ColumnSpec("答复期限", ColumnKind.DATE), lambda one, _: one.due_on),
        (ColumnSpec("企业答复", width=36), lambda one, _: one.answer_note),
    ])  # fmt: skip


def contacts_export() -> Export:
    """Whom to contact first."""
    return _export("首次联系", "handover.contacts_exported", [
        (_NAME, lambda one, _: one.name),
        (_BORN, lambda one, _: one.born_on),
        (ColumnSpec("社区", width=36), lambda one, _: places().label(one.place_no)),
        (_ENTERPRISE, lambda one, name: name(one.enterprise_id)),
        (ColumnSpec("接收日期", ColumnKind.DATE), lambda one, _: _day(one.decided_at)),
        (ColumnSpec("首次联系期限", ColumnKind.DATE), lambda one, _: one.contact_due_on),
    ])  # fmt: skip


def returned_export() -> Export:
    """Whom communities returned, and why."""
    return _export("退回待答复", "handover.returned_exported", [
        (_NAME, lambda one, _: one.name),
        (_BORN, lambda one, _: one.born_on),
        (_ENTERPRISE, lambda one, name: name(one.enterprise_id)),
        (ColumnSpec("退回的社区", width=36), lambda one, _: places().label(one.returned_from)),
        (ColumnSpec("退回原因", width=20), lambda one, _: _reason(one)),
        (ColumnSpec("说明", width=36), lambda one, _: one.return_note),
        (ColumnSpec("退回日期", ColumnKind.DATE), lambda one, _: _day(one.decided_at)),
    ])  # fmt: skip


def _row_values(row: Any) -> list[Any]:
    return [
        row.row_no, row.name, RowState(row.state).label, RowChange(row.change).label if row.change else "",
        "、".join(FIELD_LABELS.get(one, one) for one in row.changed_fields or ()),
        places().label(row.place_no) if row.place_no else "", RouteHow(row.route_how).label if row.route_how else "",
    ]  # fmt: skip


ROWS_EXPORT = Export(
    "名册各行",
    (
        ColumnSpec("行号", ColumnKind.INTEGER, 8),
        _NAME,
        ColumnSpec("状态"),
        ColumnSpec("对登记的影响", width=14),
        ColumnSpec("变更的字段", width=36),
        ColumnSpec("分派到", width=36),
        ColumnSpec("分派依据", width=24),
    ),
    row=_row_values,
    action="handover.rows_exported",
    hint=_HINT,
)
