"""The list of a roster's rows."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.handover.types import RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import FIELD_LABELS
from yinqiao.areas.rosters.types import RouteHow, RowChange
from yinqiao.platform.ui.columns import NumberColumn, StateColumn


class RowTable(tables.Table):
    """The rows of a roster."""

    row_no = NumberColumn(verbose_name="行号")
    name = tables.Column("姓名")
    state = tables.Column("状态")
    change = StateColumn(verbose_name="对登记的影响", labels={one.value: one.label for one in RowChange})
    changed_fields = tables.Column("变更的字段", orderable=False, default="")
    place_no = tables.Column("分派到")
    route_how = StateColumn(verbose_name="分派依据", labels={one.value: one.label for one in RouteHow})

    def render_state(self, record: Any) -> SafeString:
        """The state as a chip; a ready row of a submitted batch went with it."""
        value: str = record.state
        is_gone = value == RowState.READY and getattr(self.request, "is_batch_submitted", False)
        words = "已提交" if is_gone else RowState(value).label
        tone = "good" if is_gone else {"blocked": "danger", "ready": "accent"}.get(value, "neutral")
        return format_html('<span class="badge badge-{}">{}</span>', tone, words)

    def render_changed_fields(self, value: list[str]) -> str:
        """The Chinese names of what would change."""
        return "、".join(FIELD_LABELS.get(name, name) for name in value)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return places().label(value)
