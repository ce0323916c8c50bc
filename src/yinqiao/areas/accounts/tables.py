"""The list of access keys, on the screen and as a workbook."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.accounts.types import KeyRow, KeyState
from yinqiao.platform.ui.columns import DayColumn, StateColumn


class KeyTable(tables.Table):
    """One line per key; one that is revoked or ended stays, so that it can be told what it was."""

    name = tables.Column("名称")
    role_label = tables.Column("角色")
    unit = tables.Column("范围")
    holder = tables.Column("所依授权的经办人")
    made_at = DayColumn(verbose_name="发放日期")
    valid_to = DayColumn(verbose_name="终止日期", left_from=timezone.localdate)
    last_used_on = DayColumn(verbose_name="最近使用", default="从未使用")
    state = StateColumn(
        verbose_name="状态",
        tones={"in_force": "good", "groundless": "danger"},
        labels=dict(KeyState.choices()),
    )
    act = tables.Column("操作", empty_values=(), orderable=False, exclude_from_export=True)

    class Meta:
        orderable = True

    def render_made_at(self, record: KeyRow) -> str:
        """The city's own date."""
        return f"{timezone.localdate(record.made_at):%Y-%m-%d}"

    def render_act(self, record: KeyRow) -> SafeString | str:
        """Only what still stands can be taken back."""
        if record.state in {KeyState.REVOKED, KeyState.ENDED}:
            return ""
        url = reverse("accounts:revoke_key", args=[record.id])
        return format_html('<a class="btn btn-sm" href="{}" aria-label="收回 {}">收回</a>', url, record.name)
