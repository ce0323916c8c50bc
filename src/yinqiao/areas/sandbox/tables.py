"""Lists of sandboxes and of what was told in one."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.intake.types import MessageState
from yinqiao.areas.sandbox.types import SandboxState
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {"open": "good", "lapsed": "soon", "ended": "neutral"}
TRIED_TONES = {
    "applied": "good", "disputed": "soon", "held": "danger", "refused": "danger", "waiting": "accent",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


class SandboxTable(tables.Table):
    """One line for each sandbox; one that has ended stays, so that it can be told that there was one."""

    name = tables.Column("单位", linkify=("sandbox:sandbox", {"no": tables.A("no")}))
    kind_label = tables.Column("类别")
    code = tables.Column("来源标识")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(SandboxState.choices()))
    valid_to = DayColumn(verbose_name="凭据终止")
    made_at = tables.DateTimeColumn(verbose_name="登记", format="Y-m-d H:i", attrs=_NOWRAP)

    def render_code(self, value: str) -> SafeString:
        """As it stands in `source`."""
        return format_html("<code>/sources/{}</code>", value)

    def value_code(self, value: str) -> str:
        """The same without dress."""
        return f"/sources/{value}"


class TriedTable(tables.Table):
    """What was told, what became of it, what it changed; of people who were made for trying."""

    received_at = tables.DateTimeColumn(verbose_name="接收时刻", format="Y-m-d H:i:s", attrs=_NOWRAP)
    event_id = tables.Column("来源编号", empty_values=())
    title = tables.Column("类型", default="—")
    person = tables.Column("试用人员", default="—", attrs=_NOWRAP)
    state = StateColumn(verbose_name="结果", tones=TRIED_TONES, labels=dict(MessageState.choices()))
    reason = tables.Column("原因")
    changed = tables.Column("变动", default="没有变动")

    def render_event_id(self, value: str, record: Any) -> SafeString:
        """The way to the message and its receipt."""
        return format_html('<a href="messages/{}/">{}</a>', record.id, value or "没有编号")

    def value_event_id(self, value: str) -> str:
        """The number alone."""
        return value
